/** The pinned messages, one at a time, the newest first; a press goes there and shows the one before. */
import type { Message } from "@grammyjs/types";
import { useState } from "preact/hooks";
import type { ClientChat } from "../../client-protocol.ts";
import { Preview } from "../message/preview.tsx";
import { jumpTo } from "../state/place.ts";
import { text } from "../texts/index.ts";

export function PinnedBar({ chat, threadId }: { chat: ClientChat; threadId: number | null }) {
  const pins = pinsOf(chat, threadId);
  const [at, setAt] = useState(0);
  const index = at < pins.length ? at : 0;
  const pin = pins[index];
  if (pin === undefined) return null;
  const press = (): void => {
    jumpTo(chat.id, pin.message_id, threadId ?? undefined);
    setAt((index + 1) % pins.length);
  };
  return (
    <button type="button" class="pinned-bar" data-testid="pinned-bar" onClick={press}>
      <span class="pinned-marks" aria-hidden="true">
        {pins.slice(0, 4).map((one, mark) => (
          <span
            key={one.message_id}
            class={mark === Math.min(3, pins.length - 1) - Math.min(index, 3) ? "on" : ""}
          />
        ))}
      </span>
      <span class="pinned-words">
        <span class="pinned-title">
          {pins.length === 1
            ? text("pins.one")
            : text("pins.several", { number: pins.length - index, count: pins.length })}
        </span>
        <Preview message={pin} />
      </span>
    </button>
  );
}

function pinsOf(chat: ClientChat, threadId: number | null): Message[] {
  return chat.pinned.filter((pin) => {
    if (threadId === null) return true;
    return (pin.is_topic_message === true ? (pin.message_thread_id ?? 1) : 1) === threadId;
  });
}
