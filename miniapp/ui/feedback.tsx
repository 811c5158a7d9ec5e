/** What a screen shows instead of content: that it comes, that there is none, that it failed. */
import type { ComponentChildren } from "preact";
import type { IconName } from "./icon.tsx";
import { Icon } from "./icon.tsx";

/** Grey shapes of what will stand there; they appear after 150 ms, so that fast answers do not flash. */
export function Skeleton({ rows, label }: { readonly rows: number; readonly label: string }) {
  return (
    <div class="skeleton" role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <div class="skeleton-row" key={row} />
      ))}
    </div>
  );
}

export interface EmptyProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ComponentChildren;
  readonly tone?: "accent" | "warn" | "good";
  /** Buttons. */
  readonly actions?: ComponentChildren;
}

/** One icon, one sentence, what to do: for empty lists, ends and errors of a whole screen. */
export function Empty({ icon, title, children, tone = "accent", actions }: EmptyProps) {
  return (
    <div class="empty">
      <span class={`empty-icon ${tone}`}>
        <Icon name={icon} size={40} />
      </span>
      <h2>{title}</h2>
      {children && <div class="empty-text">{children}</div>}
      {actions && <div class="actions">{actions}</div>}
    </div>
  );
}

/** How far something is, or how strong: `value` from 0 to `max`. Words beside it say the same. */
export function Meter(props: {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly tone: "accent" | "good" | "warn" | "danger";
}) {
  return (
    <progress
      class={`meter ${props.tone}`}
      aria-label={props.label}
      value={Math.min(props.value, props.max)}
      max={props.max}
    />
  );
}

/** A line across the top: something about the whole app, for as long as it lasts. */
export function Banner(props: {
  readonly icon: IconName;
  readonly children: ComponentChildren;
  readonly action?: { readonly label: string; readonly onPress: () => void };
}) {
  return (
    <div class="banner" role="status">
      <Icon name={props.icon} size={20} />
      <span>{props.children}</span>
      {props.action && (
        <button type="button" onClick={props.action.onPress}>
          {props.action.label}
        </button>
      )}
    </div>
  );
}
