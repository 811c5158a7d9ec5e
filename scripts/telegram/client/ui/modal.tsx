/** A dialog over everything: titled, focus kept inside, closed by Escape, backdrop or its cross. */
import type { ComponentChildren } from "preact";
import { useCallback, useId, useRef } from "preact/hooks";
import { text } from "../texts/index.ts";
import { IconButton } from "./controls.tsx";
import { useEscape, useFocusTrap } from "./focus.ts";

export interface ModalProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly testId: string;
  readonly children: ComponentChildren;
  /** Buttons below; the last is the main one. */
  readonly actions?: ComponentChildren;
  readonly wide?: boolean;
  /** No cross and no big header: a question with two answers. */
  readonly small?: boolean;
}

export function Modal(props: ModalProps) {
  const ref = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const { onClose } = props;
  useFocusTrap(ref);
  useEscape(useCallback(() => onClose(), [onClose]));
  const size = props.small === true ? "small" : props.wide === true ? "wide" : "";
  return (
    <div
      class="backdrop"
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div
        ref={ref}
        class={`modal ${size}`}
        role="dialog"
        aria-modal="true"
        aria-labelledby={titleId}
        data-testid={props.testId}
        tabIndex={-1}
      >
        <header class="modal-header">
          {props.small !== true && (
            <IconButton
              icon="close"
              label={text("common.close")}
              onPress={onClose}
              testId="dialog-close"
            />
          )}
          <h2 id={titleId}>{props.title}</h2>
        </header>
        <div class="modal-body">{props.children}</div>
        {props.actions !== undefined && <footer class="modal-actions">{props.actions}</footer>}
      </div>
    </div>
  );
}

/** A button of a dialog. */
export function ModalButton(props: {
  onPress: () => void;
  children: ComponentChildren;
  primary?: boolean;
  danger?: boolean;
  disabled?: boolean;
  testId?: string;
  autofocus?: boolean;
}) {
  const tone = props.danger === true ? "danger" : props.primary === true ? "primary" : "";
  return (
    <button
      type="button"
      class={`text-button ${tone}`}
      disabled={props.disabled ?? false}
      {...(props.testId === undefined ? {} : { "data-testid": props.testId })}
      {...(props.autofocus === true ? { "data-autofocus": true } : {})}
      onClick={props.onPress}
    >
      {props.children}
    </button>
  );
}
