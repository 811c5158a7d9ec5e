/** A question in front of the page: rises from below on a phone, stands in the middle elsewhere. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

export interface SheetProps {
  readonly title: string;
  readonly children: ComponentChildren;
  /** Escape, the back button or a tap beside it: the question is left unanswered. */
  readonly onDismiss: () => void;
}

/** The browser's own modal dialog: it keeps the focus inside and the page behind still. */
export function Sheet({ title, children, onDismiss }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    // Escape arrives as `cancel`; this handler is for pointers beside the sheet only.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <dialog
      class="sheet"
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onDismiss();
      }}
      onClick={(event) => event.target === dialog.current && onDismiss()}
    >
      <div class="sheet-body">
        <h2 id={id}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}
