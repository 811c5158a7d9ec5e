/** A filter that is on or off, in a row of such. */
import type { ComponentChildren } from "preact";

export interface ChipProps {
  readonly children: ComponentChildren;
  readonly isOn: boolean;
  readonly onPress: () => void;
}

/** One filter; `aria-pressed` says whether it is on. */
export function Chip({ children, isOn, onPress }: ChipProps) {
  return (
    <button class="chip" type="button" aria-pressed={isOn} onClick={onPress}>
      {children}
    </button>
  );
}

/** Chips in one line that scrolls sideways. */
export function ChipRow(props: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <fieldset class="chips" aria-label={props.label}>
      {props.children}
    </fieldset>
  );
}
