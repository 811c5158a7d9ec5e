/**
 * Custom emoji that any topic may have as its icon. Telegram's own list has about a hundred; these
 * stand for it, with ids of this server (real ids are Telegram's and may change).
 */
import type { Sticker } from "@grammyjs/types";

const EMOJI =
  "📰 💡 ⚡ 🎙 🔝 🗣 🆒 ❗ 📝 📆 📁 🔎 📣 🔥 ❤ ❓ 📈 📉 💎 💰 💸 🪙 💱 ⁉ 🎮 💻 📱 🚗 🏠 💘 🎉 ‼ 🏆 🏁 🎬 🎵 🔞 📚 👑 ⚽ 🏀 📺 👀 🫦 🍓 💄 👠 ✈ 🧳 🏖 ⛅ 🦄 🛍 👜 🛒 🚂 🛥 🏔 🏕 🤖 🪩 🎟 🏴‍☠ 🗳 🎓 🔭 🔬 🎶 🎤 🕺 💃 🪖 💼 🧪 👨‍👩‍👧‍👦 👶 🤰 💅 🏛 🧮 🖨 👮‍♂ 🩺 💊 💉 🧼 🪪 🛃 🍽 🐟 🎨 🎭 🎩 🔮 🍹 🎂 ☕ 🍣 🍔 🍕 🦠 💬 🎄 🎃 ✅ 🎖 🤡 🧠 🦮 🐱".split(
    " ",
  );

export interface IconSticker {
  readonly id: string;
  readonly emoji: string;
}

export const ICON_STICKERS: readonly IconSticker[] = EMOJI.map((emoji, index) => ({
  id: `54${String(index).padStart(3, "0")}00000000000${String(index).padStart(3, "0")}`,
  emoji,
}));

/** The list as getForumTopicIconStickers answers it. */
export function iconStickers(botId: number): Sticker[] {
  return ICON_STICKERS.map(({ id, emoji }) => ({
    file_id: `icon-${botId}-${id}`,
    file_unique_id: `icon-${id}`,
    type: "custom_emoji",
    width: 100,
    height: 100,
    is_animated: false,
    is_video: false,
    emoji,
    set_name: "TopicIcons",
    custom_emoji_id: id,
    needs_repainting: true,
  }));
}
