/** The strip above everything: that this is not the real Telegram, and who this window is. */
import { nameOf } from "./model/names.ts";
import { urlOfPerson } from "./net/session.ts";
import { me, persons } from "./state/store.ts";
import { text } from "./texts/index.ts";
import { Avatar } from "./ui/avatar.tsx";

export function Banner() {
  return (
    <div class="banner" data-testid="banner">
      <span class="banner-words">{text("banner.words")}</span>
      <nav class="banner-persons" aria-label={text("menu.persons")}>
        {persons.value.map((person) => {
          const here = person.user.id === me.value?.id;
          return (
            <a
              key={person.user.id}
              class={here ? "here" : ""}
              href={urlOfPerson(person.token)}
              title={`${nameOf(person.user)} · ${person.role}`}
              aria-label={`${nameOf(person.user)} · ${person.role}`}
              data-testid={`switch-${person.user.id}`}
              {...(here ? { "aria-current": "true" as const } : {})}
            >
              <Avatar id={person.user.id} title={nameOf(person.user)} size={18} />
              <span class="banner-name">{nameOf(person.user)}</span>
              <small class="banner-role">{person.role}</small>
            </a>
          );
        })}
      </nav>
    </div>
  );
}
