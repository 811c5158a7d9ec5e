/** A pop-up menu at a point of the page: one at a time, arrow keys, closed by Escape or a press outside. */
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useCallback, useLayoutEffect, useRef } from "preact/hooks";
import { useEscape, useFocusTrap } from "./focus.ts";
import type { IconName } from "./icon.tsx";
import { Icon } from "./icon.tsx";

export interface MenuEntry {
  readonly id: string;
  readonly icon?: IconName;
  readonly label: string;
  readonly danger?: boolean;
  readonly run: () => void;
}

interface OpenMenu {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly entries: readonly MenuEntry[];
  /** Something above the entries, e.g. reactions. */
  readonly head?: (close: () => void) => ComponentChildren;
}

const open = signal<OpenMenu | null>(null);

/** Opens a menu near a point; a second one replaces the first. */
export function openMenu(menu: OpenMenu): void {
  open.value = menu;
}

/** Opens a menu under the thing that was pressed. */
export function openMenuAt(element: Element, label: string, entries: readonly MenuEntry[]): void {
  const box = element.getBoundingClientRect();
  openMenu({ label, x: box.left, y: box.bottom + 4, entries });
}

function closeMenu(): void {
  open.value = null;
}

/** Draws the open menu; mounted once. */
export function MenuRoot() {
  const menu = open.value;
  return menu === null ? null : <MenuView key={`${menu.x}/${menu.y}/${menu.label}`} menu={menu} />;
}

function MenuView({ menu }: { menu: OpenMenu }) {
  const ref = useRef<HTMLDivElement>(null);
  useEscape(useCallback(closeMenu, []));
  useFocusTrap(ref, "self");
  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null) return;
    const left = Math.max(8, Math.min(menu.x, window.innerWidth - box.offsetWidth - 8));
    const above = menu.y + box.offsetHeight > window.innerHeight - 8;
    const top = above
      ? Math.max(8, Math.min(menu.y, window.innerHeight - 8) - box.offsetHeight)
      : menu.y;
    box.style.left = `${left}px`;
    box.style.top = `${top}px`;
  }, [menu]);
  const move = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || ref.current === null) return;
    event.preventDefault();
    const items = [...ref.current.querySelectorAll<HTMLElement>("[role=menuitem]")];
    const at = items.findIndex((item) => item.isSameNode(document.activeElement));
    items[(at + step + items.length) % items.length]?.focus();
  };
  return (
    <div
      class="menu-layer"
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) closeMenu();
      }}
    >
      <div
        ref={ref}
        class="menu"
        role="menu"
        aria-label={menu.label}
        tabIndex={-1}
        onKeyDown={move}
        data-testid="menu"
      >
        {menu.head?.(closeMenu)}
        {menu.entries.map((entry) => (
          <button
            key={entry.id}
            type="button"
            role="menuitem"
            class={`menu-entry ${entry.danger === true ? "danger" : ""}`}
            data-testid={`menu-${entry.id}`}
            onClick={() => {
              closeMenu();
              entry.run();
            }}
          >
            {entry.icon !== undefined && <Icon name={entry.icon} size={20} />}
            <span>{entry.label}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
