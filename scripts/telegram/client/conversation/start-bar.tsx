/** What a chat with a bot that was not started has in place of the composer. */
import type { ClientChat } from "../../client-protocol.ts";
import { call } from "../net/call.ts";
import { clearStartParam, startParamOf } from "../state/start-params.ts";
import { attempt } from "../state/toasts.ts";
import { text } from "../texts/index.ts";

async function start(chat: ClientChat): Promise<void> {
  const parameter = startParamOf(chat.id) ?? "";
  const words = parameter === "" ? "/start" : `/start ${parameter}`;
  if (await attempt(() => call("send", { chatId: chat.id, text: words }))) clearStartParam(chat.id);
}

export function StartBar({ chat }: { chat: ClientChat }) {
  return (
    <div class="start-bar">
      <button type="button" class="start-button" data-testid="start" onClick={() => start(chat)}>
        {text("chat.start")}
      </button>
    </div>
  );
}
