/** Exactly which rights somebody gets, in words, and which not. */
import type { RightName } from "../model/rights.ts";
import { text } from "../texts/index.ts";
import { Icon } from "../ui/icon.tsx";

export function RightsList({ rights }: { rights: readonly RightName[] }) {
  if (rights.length === 0) return <p class="list-note">{text("rights.noneAsked")}</p>;
  return (
    <ul class="rights-list" data-testid="rights-list">
      {rights.map((name) => (
        <li key={name} data-right={name}>
          <span class="right-mark">
            <Icon name="check" size={20} />
          </span>
          <span>
            <strong>{text(`right.${name}`)}</strong>
            <small>{text(`rightHint.${name}`)}</small>
          </span>
        </li>
      ))}
    </ul>
  );
}
