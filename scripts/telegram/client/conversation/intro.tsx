/** What an empty chat shows: a bot's description, or that nothing was written yet. */
import type { ClientChat } from "../../client-protocol.ts";
import { text } from "../texts/index.ts";

export function Intro({ chat }: { chat: ClientChat }) {
  const description = chat.peer?.description ?? "";
  if (chat.peer?.is_bot === true && description !== "") {
    return (
      <div class="intro" data-testid="bot-description">
        <strong>{text("chat.whatCanItDo")}</strong>
        <p>{description}</p>
      </div>
    );
  }
  return (
    <div class="intro small">
      <strong>{text("chat.nothingYet")}</strong>
    </div>
  );
}
