/** Text inputs: a label that stays, help or an error below, 16 pixels so that iOS does not zoom. */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { IconButton } from "./button.tsx";

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly help?: string;
  /** Said aloud as soon as it appears. */
  readonly error?: string | null;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
  readonly hasFocus?: boolean;
  /** Lines; more than one makes it a text area. */
  readonly rows?: number;
}

/** One line, or a text area with `rows`. */
export function Field(props: FieldProps) {
  const id = useId();
  const field = useFirstFocus(props.hasFocus);
  const shared = inputProps(props, id);
  return (
    <div class="field" ref={field}>
      <label for={id}>{props.label}</label>
      {props.rows ? <textarea {...shared} rows={props.rows} /> : <input {...shared} type="text" />}
      <FieldNote {...props} id={id} />
    </div>
  );
}

export interface SecretFieldProps extends FieldProps {
  readonly revealLabel: string;
  readonly hideLabel: string;
  /** `new`: password managers may offer to keep it; `current`: to fill it in. */
  readonly purpose: "new" | "current";
}

/** A passphrase, hidden until the person asks to see it. Never corrected, never spell-checked. */
export function SecretField(props: SecretFieldProps) {
  const id = useId();
  const field = useFirstFocus(props.hasFocus);
  const [isShown, setShown] = useState(false);
  return (
    <div class="field" ref={field}>
      <label for={id}>{props.label}</label>
      <div class="secret">
        <input
          {...inputProps(props, id)}
          type={isShown ? "text" : "password"}
          autocomplete={props.purpose === "new" ? "new-password" : "current-password"}
          autocapitalize="off"
          autocorrect="off"
          spellcheck={false}
        />
        <IconButton
          icon={isShown ? "eyeOff" : "eye"}
          label={isShown ? props.hideLabel : props.revealLabel}
          isPressed={isShown}
          onPress={() => setShown(!isShown)}
        />
      </div>
      <FieldNote {...props} id={id} />
    </div>
  );
}

function FieldNote({ id, help, error }: FieldProps & { readonly id: string }) {
  return (
    <>
      {help && (
        <p class="field-note" id={`${id}-help`}>
          {help}
        </p>
      )}
      <p class="field-note field-error" id={`${id}-error`} role="alert">
        {error}
      </p>
    </>
  );
}

/**
 * Puts the focus into the field when it appears, if that was asked for. Not by the `autofocus`
 * attribute: browsers refuse that one in a frame of another origin, and warn.
 */
function useFirstFocus(hasFocus: boolean | undefined) {
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (hasFocus) field.current?.querySelector<HTMLElement>("input, textarea")?.focus();
  }, []);
  return field;
}

function inputProps(props: FieldProps, id: string) {
  return {
    id,
    value: props.value,
    placeholder: props.placeholder,
    disabled: props.isDisabled,
    "aria-invalid": Boolean(props.error),
    "aria-describedby": `${id}-help ${id}-error`,
    onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      props.onInput(event.currentTarget.value),
  };
}
