/** One administrator's rights, each a switch; switching all off and saving makes them a member again. */
import type { ChatAdministratorRights } from "@grammyjs/types";
import { useState } from "preact/hooks";
import { nameOf } from "../model/names.ts";
import { GROUP_RIGHTS, rightsOfMember } from "../model/rights.ts";
import { call } from "../net/call.ts";
import { chats } from "../state/store.ts";
import { attempt } from "../state/toasts.ts";
import { text } from "../texts/index.ts";
import { Avatar } from "../ui/avatar.tsx";
import { SwitchRow } from "../ui/controls.tsx";
import { Modal, ModalButton } from "../ui/modal.tsx";

type Rights = Partial<ChatAdministratorRights>;

export function AdminRights(props: { chatId: number; userId: number; onClose: () => void }) {
  const { chatId, userId, onClose } = props;
  const member = chats.value.get(chatId)?.members.find((one) => one.user.id === userId);
  const [rights, setRights] = useState<Rights>(
    member === undefined ? {} : pick(rightsOfMember(member)),
  );
  if (member === undefined) return null;
  const save = async (next: Rights | null): Promise<void> => {
    if (await attempt(() => call("setAdminRights", { chatId, userId, rights: next }))) onClose();
  };
  const admin = member.status === "administrator";
  return (
    <Modal
      title={text("group.rights")}
      onClose={onClose}
      testId="admin-rights-dialog"
      actions={
        <>
          {admin && (
            <ModalButton danger testId="rights-demote" onPress={() => save(null)}>
              {text("group.demote")}
            </ModalButton>
          )}
          <ModalButton primary testId="rights-save" onPress={() => save(rights)}>
            {text("common.save")}
          </ModalButton>
        </>
      }
    >
      <div class="member">
        <Avatar id={userId} title={nameOf(member.user)} size={42} />
        <span class="member-text">
          <span>{nameOf(member.user)}</span>
          <small>{text(admin ? "role.admin" : "role.member")}</small>
        </span>
      </div>
      <p class="list-heading">{text("group.whatMayTheyDo")}</p>
      {GROUP_RIGHTS.map(({ name }) => (
        <SwitchRow
          key={name}
          label={text(`right.${name}`)}
          on={rights[name] === true}
          testId={`right-${name}`}
          onChange={(on) => setRights({ ...rights, [name]: on })}
        />
      ))}
    </Modal>
  );
}

/** Only the switches: a member object holds other fields too. */
function pick(rights: Rights | null): Rights {
  if (rights === null) return {};
  return Object.fromEntries(GROUP_RIGHTS.map(({ name }) => [name, rights[name] === true]));
}
