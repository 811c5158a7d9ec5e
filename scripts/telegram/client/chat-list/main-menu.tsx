/** The menu at the top left: who this window is, the other persons, new group, light and dark. */
import { useCallback, useRef } from "preact/hooks";
import { nameOf } from "../model/names.ts";
import { urlOfPerson } from "../net/session.ts";
import { openDialog } from "../state/dialogs.ts";
import { me, persons } from "../state/store.ts";
import { theme, toggleTheme } from "../state/theme.ts";
import { text } from "../texts/index.ts";
import { Avatar } from "../ui/avatar.tsx";
import { useEscape, useFocusTrap } from "../ui/focus.ts";
import { Icon } from "../ui/icon.tsx";

export function MainMenu({ onClose }: { onClose: () => void }) {
  const ref = useRef<HTMLDivElement>(null);
  useFocusTrap(ref);
  useEscape(useCallback(() => onClose(), [onClose]));
  return (
    <>
      <div class="menu-shade" onPointerDown={onClose} />
      <div
        ref={ref}
        class="main-menu"
        role="dialog"
        aria-label={text("menu.open")}
        data-testid="main-menu-panel"
      >
        <p class="menu-heading">{text("menu.persons")}</p>
        <ul class="plain-list">
          {persons.value.map((person) => {
            const here = person.user.id === me.value?.id;
            return (
              <li key={person.user.id} class="person-line">
                <a
                  class={`person-row ${here ? "here" : ""}`}
                  href={urlOfPerson(person.token)}
                  data-testid={`person-${person.user.id}`}
                  {...(here ? { "aria-current": "true" as const } : {})}
                >
                  <Avatar id={person.user.id} title={nameOf(person.user)} size={32} />
                  <span class="person-text">
                    <span>{nameOf(person.user)}</span>
                    <small>{person.role}</small>
                  </span>
                  {here && <Icon name="check" size={20} />}
                </a>
                {!here && (
                  <a
                    class="icon-button small"
                    href={urlOfPerson(person.token)}
                    target="_blank"
                    rel="noopener"
                    aria-label={text("menu.newWindow", { name: nameOf(person.user) })}
                    title={text("menu.newWindow", { name: nameOf(person.user) })}
                  >
                    <Icon name="external" size={18} />
                  </a>
                )}
              </li>
            );
          })}
        </ul>
        <hr />
        <button
          type="button"
          class="menu-entry"
          data-testid="menu-new-group"
          onClick={() => {
            onClose();
            openDialog({ kind: "newGroup" });
          }}
        >
          <Icon name="group" size={20} />
          <span>{text("menu.newGroup")}</span>
        </button>
        <button type="button" class="menu-entry" data-testid="menu-theme" onClick={toggleTheme}>
          <Icon name={theme.value === "dark" ? "sun" : "moon"} size={20} />
          <span>{text(theme.value === "dark" ? "menu.light" : "menu.dark")}</span>
        </button>
      </div>
    </>
  );
}
