/** A small set of emoji to write with, and of big ones to send as stickers. */
import { useCallback, useRef } from "preact/hooks";
import { text } from "../texts/index.ts";
import { useEscape, useFocusTrap } from "../ui/focus.ts";
import { sendSticker } from "./send.ts";

const EMOJI =
  "😀 😁 😂 🙂 😉 😊 😍 🥰 😘 😎 🤔 😅 😭 😴 😱 🥳 👍 👎 👏 🙏 👋 💪 🤝 ✌️ ❤️ 🔥 ✨ 🎉 ⭐ 🌸 🍀 ☕ 🍙 🍣 📌 📎 🔑 🔒 🗂 📝 ✅ ❌ ⚠️ 💡".split(
    " ",
  );
const STICKERS = ["👋", "🎉", "❤️", "👍", "🙏", "😂", "🥳", "🐱"];

export function EmojiPicker(props: { onPick: (emoji: string) => void; onClose: () => void }) {
  const ref = useRef<HTMLDivElement>(null);
  const { onClose } = props;
  useFocusTrap(ref);
  useEscape(useCallback(() => onClose(), [onClose]));
  return (
    <>
      <div class="menu-shade" onPointerDown={onClose} />
      <div
        ref={ref}
        class="emoji-picker"
        role="dialog"
        aria-label={text("composer.emoji")}
        data-testid="emoji-picker"
      >
        <p class="menu-heading">{text("emoji.heading")}</p>
        <div class="emoji-grid">
          {EMOJI.map((one) => (
            <button key={one} type="button" aria-label={one} onClick={() => props.onPick(one)}>
              {one}
            </button>
          ))}
        </div>
        <p class="menu-heading">{text("emoji.stickers")}</p>
        <div class="emoji-grid big">
          {STICKERS.map((one) => (
            <button
              key={one}
              type="button"
              aria-label={text("emoji.sendSticker", { emoji: one })}
              onClick={() => {
                onClose();
                sendSticker(one);
              }}
            >
              {one}
            </button>
          ))}
        </div>
      </div>
    </>
  );
}
