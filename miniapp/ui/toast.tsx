/** A sentence that comes, is read aloud, and goes. One at a time: a newer one takes its place. */
import type { IconName } from "./icon.tsx";
import { Icon } from "./icon.tsx";

export interface ToastMessage {
  /** A newer one has a higher number, so that the same words are said again. */
  readonly id: number;
  readonly text: string;
  readonly icon: IconName;
}

/** The live region stands there always; only what is in it changes. */
export function Toast({ message }: { readonly message: ToastMessage | null }) {
  return (
    <div class="toast-region" role="status" aria-live="polite">
      {message && (
        <div class="toast" key={message.id}>
          <Icon name={message.icon} size={20} />
          <span>{message.text}</span>
        </div>
      )}
    </div>
  );
}
