/** Set-up as it goes on: one message, a line a step, edited while steps are done. */
import type { Language } from "../../../shared/locales/index.ts";
import { text } from "../../../shared/locales/index.ts";
import type { SetUpStep } from "../../logserver/port.ts";

/** The words of a step, without a mark. */
function stepText(step: SetUpStep, language: Language): string {
  return step.step === "topic"
    ? text(language, "setup.step.topic", { topic: text(language, `log.topic.${step.topic}`) })
    : text(language, `setup.step.${step.step}`);
}

/** All steps so far; the last one is under way unless `isDone`. */
export function progressText(
  steps: readonly SetUpStep[],
  isDone: boolean,
  language: Language,
): string {
  const head = text(language, isDone ? "setup.progress.done" : "setup.progress.head");
  const lines = steps.map((step, index) => {
    const isOver = isDone || index < steps.length - 1;
    return `${isOver ? "✓" : "…"} ${stepText(step, language)}`;
  });
  return [head, "", ...lines].join("\n").trimEnd();
}
