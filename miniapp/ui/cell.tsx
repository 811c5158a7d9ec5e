/** Rows and the cards they stand in: the shape of every list and form of the app. */
import type { ComponentChildren } from "preact";
import type { IconName } from "./icon.tsx";
import { Icon } from "./icon.tsx";

export interface SectionProps {
  readonly title?: string;
  readonly footer?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A card with a heading above and an explanation below. */
export function Section({ title, footer, children }: SectionProps) {
  return (
    <section class="section">
      {title && <h2 class="section-title">{title}</h2>}
      <div class="panel">{children}</div>
      {footer && <p class="section-footer">{footer}</p>}
    </section>
  );
}

export type Tone = "plain" | "accent" | "good" | "warn" | "danger";

export interface CellProps {
  readonly title: ComponentChildren;
  readonly detail?: ComponentChildren;
  /** A short value at the end of the row. */
  readonly after?: ComponentChildren;
  readonly icon?: IconName;
  readonly tone?: Tone;
  readonly onPress?: () => void;
}

/** One row. With `onPress` it is a button and shows that it leads somewhere. */
export function Cell({ title, detail, after, icon, tone = "plain", onPress }: CellProps) {
  const inside = (
    <>
      {icon && (
        <span class={`badge ${tone}`}>
          <Icon name={icon} size={22} />
        </span>
      )}
      <span class="cell-body">
        <span class="cell-title">{title}</span>
        {detail !== undefined && <span class="cell-detail">{detail}</span>}
      </span>
      {after !== undefined && <span class="cell-after">{after}</span>}
      {onPress && (
        <span class="cell-chevron">
          <Icon name="chevron" size={18} />
        </span>
      )}
    </>
  );
  return onPress ? (
    <button class="cell" type="button" onClick={onPress}>
      {inside}
    </button>
  ) : (
    <div class="cell">{inside}</div>
  );
}
