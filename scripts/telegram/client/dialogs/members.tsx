/** The members of a group with their roles; an administrator can be given rights, or somebody removed. */
import type { ChatMember } from "@grammyjs/types";
import type { ClientChat } from "../../client-protocol.ts";
import { nameOf } from "../model/names.ts";
import { isInside, rightsOfMember } from "../model/rights.ts";
import { call } from "../net/call.ts";
import { openDialog } from "../state/dialogs.ts";
import { me } from "../state/store.ts";
import { attempt } from "../state/toasts.ts";
import { text } from "../texts/index.ts";
import { Avatar } from "../ui/avatar.tsx";
import { IconButton, Row } from "../ui/controls.tsx";
import { openMenuAt } from "../ui/menu.tsx";

export function Members({ chat }: { chat: ClientChat }) {
  const inside = chat.members.filter(isInside);
  const mine = inside.find((member) => member.user.id === me.value?.id);
  const rights = mine === undefined ? null : rightsOfMember(mine);
  return (
    <section data-testid="members">
      <p class="list-heading">{text("chat.members", { count: inside.length })}</p>
      <Row
        icon="addPerson"
        testId="add-member"
        onPress={() => openDialog({ kind: "addMember", chatId: chat.id })}
      >
        <strong class="accent">{text("group.addMember")}</strong>
      </Row>
      <ul class="plain-list">
        {inside.map((member) => (
          <li key={member.user.id} class="member" data-testid={`member-${member.user.id}`}>
            <Avatar id={member.user.id} title={nameOf(member.user)} size={42} />
            <span class="member-text">
              <span>{nameOf(member.user)}</span>
              <small>{roleOf(member)}</small>
            </span>
            {rights?.can_promote_members === true && member.status !== "creator" && (
              <IconButton
                icon="more"
                label={text("group.memberMenu", { name: nameOf(member.user) })}
                testId={`member-menu-${member.user.id}`}
                onPress={(event) => memberMenu(event, chat, member)}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function roleOf(member: ChatMember): string {
  if (member.status === "creator") return text("role.owner");
  if (member.status === "administrator") return text("role.admin");
  return text(member.user.is_bot ? "chat.bot" : "role.member");
}

function memberMenu(event: MouseEvent, chat: ClientChat, member: ChatMember): void {
  if (!(event.currentTarget instanceof Element)) return;
  openMenuAt(event.currentTarget, nameOf(member.user), [
    {
      id: "admin-rights",
      icon: "shield",
      label: text("group.rights"),
      run: () => openDialog({ kind: "adminRights", chatId: chat.id, userId: member.user.id }),
    },
    {
      id: "remove-member",
      icon: "leave",
      label: text("group.remove"),
      danger: true,
      run: () => {
        attempt(() => call("removeMember", { chatId: chat.id, userId: member.user.id }));
      },
    },
  ]);
}
