/** Time, edited mark, pin and ticks at the end of a message. */
import type { ClientMessage } from "../../client-protocol.ts";
import { clockTime, fullTime } from "../model/dates.ts";
import { language, text } from "../texts/index.ts";
import { Icon } from "../ui/icon.tsx";

export function Meta({ message, pinned }: { message: ClientMessage; pinned: boolean }) {
  const edited = message.edit_date !== undefined;
  return (
    <span class="meta" title={fullTime(message.date, language.value)}>
      {pinned && <Icon name="pin" size={13} />}
      {edited && <span data-testid="edited">{text("message.edited")}</span>}
      <time>{clockTime(message.date, language.value)}</time>
      {message.outgoing && <Ticks />}
    </span>
  );
}

function Ticks() {
  return (
    <svg
      class="ticks"
      width="17"
      height="11"
      viewBox="0 0 17 11"
      role="img"
      aria-label={text("message.sent")}
    >
      <path
        d="M1 6l3.200 3.500L11 1.500M7.500 9l.6.5L15.500 1.500"
        fill="none"
        stroke="currentColor"
        stroke-width="1.500"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
