/** The steps of making or fetching a key, as they are gone through. */
import { t } from "../../text.ts";
import { Button, Spinner } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";

export interface Step {
  readonly id: string;
  readonly text: string;
}

export interface ProgressProps {
  readonly title: string;
  readonly steps: readonly Step[];
  /** The one that goes on now, or that failed. */
  readonly current: string;
  /** What went wrong; null while it goes on. */
  readonly failure: string | null;
  readonly onRetry: () => void;
}

/** A list whose items are done, going on, or still to come; read aloud as it moves. */
export function Progress({ title, steps, current, failure, onRetry }: ProgressProps) {
  const at = steps.findIndex((step) => step.id === current);
  return (
    <main class="screen gate">
      <div class="progress">
        <h1>{title}</h1>
        {!failure && <p class="quiet">{t("app.key.progress.lead")}</p>}
        <ol class="panel progress-steps" aria-live="polite">
          {steps.map((step, index) => (
            <li key={step.id} class={stateOf(index, at, failure !== null)}>
              <span class="progress-mark">{markOf(index, at, failure !== null)}</span>
              <span>{step.text}</span>
            </li>
          ))}
        </ol>
        {failure && (
          <div class="actions">
            <p class="failure" role="alert">
              {failure}
            </p>
            <Button icon="refresh" onPress={onRetry}>
              {t("app.retry")}
            </Button>
          </div>
        )}
      </div>
    </main>
  );
}

function stateOf(index: number, at: number, isFailed: boolean): string {
  if (index < at) return "done";
  if (index > at) return "later";
  return isFailed ? "failed" : "now";
}

function markOf(index: number, at: number, isFailed: boolean) {
  if (index < at) return <Icon name="check" size={20} />;
  if (index > at) return null;
  return isFailed ? <Icon name="alert" size={20} /> : <Spinner />;
}
