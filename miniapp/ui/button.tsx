/** Buttons. Each is at least 44 pixels high, says what it does, and shows that it is at work. */
import type { ComponentChildren } from "preact";
import type { IconName } from "./icon.tsx";
import { Icon } from "./icon.tsx";

export interface ButtonProps {
  readonly children: ComponentChildren;
  /** `main` once a screen at most. */
  readonly look?: "main" | "soft" | "plain" | "danger";
  readonly icon?: IconName;
  readonly type?: "button" | "submit";
  readonly isBusy?: boolean;
  readonly isDisabled?: boolean;
  readonly onPress?: () => void;
}

/** A button with words. While it is busy it cannot be pressed again, and says so. */
export function Button(props: ButtonProps) {
  const { look = "main", type = "button", isBusy = false, isDisabled = false } = props;
  return (
    <button
      class={`button ${look}`}
      type={type}
      disabled={isDisabled || isBusy}
      aria-busy={isBusy}
      onClick={props.onPress}
    >
      {isBusy ? <Spinner /> : props.icon && <Icon name={props.icon} size={20} />}
      <span>{props.children}</span>
    </button>
  );
}

/** A button that is an icon only; `label` says what it does. */
export function IconButton(props: {
  readonly icon: IconName;
  readonly label: string;
  readonly onPress: () => void;
  readonly isPressed?: boolean;
}) {
  return (
    <button
      class="icon-button"
      type="button"
      aria-label={props.label}
      aria-pressed={props.isPressed}
      onClick={props.onPress}
    >
      <Icon name={props.icon} />
    </button>
  );
}

/** Something goes on. What it is stands beside it. */
export function Spinner() {
  return <span class="spinner" aria-hidden="true" />;
}
