/** The dialog of a `startgroup` link: to which group the bot is added, and with which rights. */
import { useState } from "preact/hooks";
import type { ClientChat } from "../../client-protocol.ts";
import { nameOf } from "../model/names.ts";
import { rightsOfLink, rightsOfMember } from "../model/rights.ts";
import { call } from "../net/call.ts";
import type { Dialog } from "../state/dialogs.ts";
import { closeDialogs, openDialog } from "../state/dialogs.ts";
import { openChat } from "../state/place.ts";
import { bots, chatList, me } from "../state/store.ts";
import { attempt } from "../state/toasts.ts";
import { text } from "../texts/index.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Row } from "../ui/controls.tsx";
import { Modal, ModalButton } from "../ui/modal.tsx";
import { RightsList } from "./rights-list.tsx";

type Request = Extract<Dialog, { kind: "startGroup" }>;

export function StartGroup({ dialog, onClose }: { dialog: Request; onClose: () => void }) {
  const [chat, setChat] = useState<ClientChat | null>(null);
  const bot = bots.value.find(
    (one) => one.username?.toLowerCase() === dialog.username.toLowerCase(),
  );
  const botName = bot === undefined ? `@${dialog.username}` : nameOf(bot);
  if (chat !== null) {
    return <Agree dialog={dialog} chat={chat} botName={botName} onClose={onClose} />;
  }
  const fitting = chatList.value.filter(mayAdd);
  return (
    <Modal
      title={text("startGroup.title", { bot: botName })}
      onClose={onClose}
      testId="start-group"
    >
      <Row
        icon="group"
        testId="start-group-create"
        onPress={() => openDialog({ kind: "newGroup" })}
      >
        <strong class="accent">{text("menu.newGroup")}</strong>
      </Row>
      {fitting.length === 0 && <p class="list-note">{text("chooser.none")}</p>}
      <ul class="plain-list">
        {fitting.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              class="chat-row"
              data-testid={`start-group-${one.id}`}
              onClick={() => setChat(one)}
            >
              <Avatar id={one.id} title={one.title} size={42} />
              <span class="chat-title">{one.title}</span>
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}

/** Groups in which this person may make a bot an administrator. */
function mayAdd(chat: ClientChat): boolean {
  if (chat.type === "private") return false;
  const mine = chat.members.find((member) => member.user.id === me.value?.id);
  return mine !== undefined && rightsOfMember(mine)?.can_promote_members === true;
}

function Agree(props: { dialog: Request; chat: ClientChat; botName: string; onClose: () => void }) {
  const { dialog, chat, botName } = props;
  const rights = rightsOfLink(dialog.rights);
  const add = async (): Promise<void> => {
    const done = await attempt(() =>
      call("startGroup", {
        username: dialog.username,
        rights: [...dialog.rights],
        chatId: chat.id,
        ...(dialog.parameter === undefined ? {} : { parameter: dialog.parameter }),
      }),
    );
    if (!done) return;
    closeDialogs();
    openChat(chat.id);
  };
  return (
    <Modal
      title={text("startGroup.confirm")}
      onClose={props.onClose}
      testId="start-group-confirm"
      actions={
        <>
          <ModalButton onPress={props.onClose}>{text("common.cancel")}</ModalButton>
          <ModalButton primary autofocus testId="start-group-agree" onPress={add}>
            {text(rights.length === 0 ? "startGroup.add" : "startGroup.addAdmin")}
          </ModalButton>
        </>
      }
    >
      <p class="dialog-words">{text("startGroup.ask", { bot: botName, title: chat.title })}</p>
      {rights.length > 0 && (
        <>
          <p class="list-heading">{text("chooser.botRights", { bot: botName })}</p>
          <RightsList rights={rights} />
        </>
      )}
    </Modal>
  );
}
