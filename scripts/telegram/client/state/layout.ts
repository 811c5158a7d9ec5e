/** What is folded out on narrow windows. */
import { signal } from "@preact/signals";

/** The guide as a sheet; wide windows always show it beside the chat. */
export const guideOpen = signal(false);
