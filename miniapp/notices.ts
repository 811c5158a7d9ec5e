/** Sentences that come and go (toasts), and questions that wait for an answer. State only. */
import type { ReadonlySignal } from "@preact/signals";
import { signal } from "@preact/signals";
import { effects } from "./effects.ts";
import type { Question } from "./telegram.ts";
import { ask, haptic } from "./telegram.ts";
import type { IconName } from "./ui/icon.tsx";
import type { ToastMessage } from "./ui/toast.tsx";

/** Long enough to read two lines of Japanese. */
const TOAST_MS = 4_000;

const shown = signal<ToastMessage | null>(null);
/** The sentence that stands there now. */
export const toast: ReadonlySignal<ToastMessage | null> = shown;
let count = 0;

/** Shows a sentence for a few seconds, and has it read aloud. */
export function notify(text: string, icon: IconName = "check"): void {
  count += 1;
  const id = count;
  shown.value = { id, text, icon };
  effects.after(TOAST_MS, () => {
    if (shown.value?.id === id) shown.value = null;
  });
}

export interface OpenQuestion {
  readonly question: Question;
  answer(isConfirmed: boolean): void;
}

const open = signal<OpenQuestion | null>(null);
/** The question that our own sheet must ask now. */
export const openQuestion: ReadonlySignal<OpenQuestion | null> = open;

/** Asks by the client's pop-up where that is the better one, else by a sheet of ours. */
export async function confirm(question: Question): Promise<boolean> {
  const answered = await ask(question);
  if (answered !== null) return answered;
  haptic("selection");
  open.value?.answer(false);
  return new Promise((resolve) => {
    open.value = {
      question,
      answer(isConfirmed) {
        open.value = null;
        resolve(isConfirmed);
      },
    };
  });
}
