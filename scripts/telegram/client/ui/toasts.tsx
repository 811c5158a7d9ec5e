/** The toasts of state/toasts.ts, read out politely. */
import { dismissToast, toasts } from "../state/toasts.ts";

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite" data-testid="toasts">
      {toasts.value.map((one) => (
        <button
          key={one.id}
          type="button"
          class={`toast ${one.tone}`}
          data-testid="toast"
          onClick={() => dismissToast(one.id)}
        >
          {one.text}
        </button>
      ))}
    </div>
  );
}
