/** Small controls that know no Telegram word: icon button, switch, spinner, field. */
import type { ComponentChildren } from "preact";
import type { IconName } from "./icon.tsx";
import { Icon } from "./icon.tsx";

/** A round button with an icon; `label` is its name. */
export function IconButton(props: {
  icon: IconName;
  label: string;
  onPress: (event: MouseEvent) => void;
  testId?: string;
  pressed?: boolean;
  disabled?: boolean;
  class?: string;
}) {
  return (
    <button
      type="button"
      class={`icon-button ${props.class ?? ""}`}
      aria-label={props.label}
      title={props.label}
      disabled={props.disabled ?? false}
      {...(props.pressed === undefined ? {} : { "aria-pressed": props.pressed })}
      {...(props.testId === undefined ? {} : { "data-testid": props.testId })}
      onClick={props.onPress}
    >
      <Icon name={props.icon} />
    </button>
  );
}

/** A labelled on/off row. */
export function SwitchRow(props: {
  label: string;
  hint?: string;
  on: boolean;
  onChange: (on: boolean) => void;
  disabled?: boolean;
  testId?: string;
}) {
  return (
    <label class={`switch-row ${props.disabled === true ? "disabled" : ""}`}>
      <span class="switch-text">
        <span>{props.label}</span>
        {props.hint !== undefined && <small>{props.hint}</small>}
      </span>
      <input
        type="checkbox"
        role="switch"
        aria-checked={props.on}
        checked={props.on}
        disabled={props.disabled ?? false}
        {...(props.testId === undefined ? {} : { "data-testid": props.testId })}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span class="switch-track" aria-hidden="true" />
    </label>
  );
}

/** A text field with its label above. */
export function Field(props: {
  label: string;
  value: string;
  onInput: (value: string) => void;
  testId?: string;
  placeholder?: string;
  prefix?: string;
  maxLength?: number;
}) {
  return (
    <label class="field">
      <span class="field-label">{props.label}</span>
      <span class="field-box">
        {props.prefix !== undefined && <span class="field-prefix">{props.prefix}</span>}
        <input
          type="text"
          value={props.value}
          maxLength={props.maxLength ?? 128}
          placeholder={props.placeholder ?? ""}
          autocomplete="off"
          {...(props.testId === undefined ? {} : { "data-testid": props.testId })}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      </span>
    </label>
  );
}

/** A turning ring; `label` says what is going on. */
export function Spinner({ label, size = 20 }: { label: string; size?: number }) {
  return (
    <span
      class="spinner"
      role="status"
      aria-label={label}
      style={{ width: `${size}px`, height: `${size}px` }}
    />
  );
}

/** A row that is a button: icon, text, something at the end. */
export function Row(props: {
  icon?: IconName;
  onPress: () => void;
  danger?: boolean;
  testId?: string;
  end?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <button
      type="button"
      class={`row ${props.danger === true ? "danger" : ""}`}
      {...(props.testId === undefined ? {} : { "data-testid": props.testId })}
      onClick={props.onPress}
    >
      {props.icon !== undefined && <Icon name={props.icon} />}
      <span class="row-text">{props.children}</span>
      {props.end !== undefined && <span class="row-end">{props.end}</span>}
    </button>
  );
}
