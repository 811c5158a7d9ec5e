/** The toasts of state/toasts.ts, read out politely. They lie over the chat and let presses through. */
import { toasts } from "../state/toasts.ts";

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite" data-testid="toasts">
      {toasts.value.map((one) => (
        <p key={one.id} class={`toast ${one.tone}`} data-testid="toast">
          {one.text}
        </p>
      ))}
    </div>
  );
}
