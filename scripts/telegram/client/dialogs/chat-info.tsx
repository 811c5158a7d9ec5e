/** Who a chat is: a person or bot with what they say of themselves, or a group with its settings. */
import type { ClientChat } from "../../client-protocol.ts";
import { copyText } from "../browser.ts";
import { nameOf } from "../model/names.ts";
import { chats } from "../state/store.ts";
import { toast } from "../state/toasts.ts";
import { text } from "../texts/index.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Row } from "../ui/controls.tsx";
import { Modal } from "../ui/modal.tsx";
import { GroupSettings } from "./group-settings.tsx";
import { Members } from "./members.tsx";

export function ChatInfo({ chatId, onClose }: { chatId: number; onClose: () => void }) {
  const chat = chats.value.get(chatId);
  if (chat === undefined) return null;
  const group = chat.type !== "private";
  return (
    <Modal
      title={text(group ? "group.info" : "chat.profile")}
      onClose={onClose}
      testId="chat-info-dialog"
    >
      <div class="info-head">
        <Avatar id={chat.id} title={chat.title} size={96} />
        <strong class="info-title">{chat.title}</strong>
        <span class="info-sub">{kindOf(chat)}</span>
      </div>
      {chat.username !== undefined && <Username username={chat.username} />}
      {chat.peer !== undefined && <Peer peer={chat.peer} />}
      {group && <GroupSettings key={chat.title} chat={chat} onClose={onClose} />}
      {group && <Members chat={chat} />}
    </Modal>
  );
}

function kindOf(chat: ClientChat): string {
  if (chat.type !== "private") {
    return text(chat.username === undefined ? "group.private" : "group.public");
  }
  return text(chat.peer?.is_bot === true ? "chat.bot" : "chat.person");
}

function Username({ username }: { username: string }) {
  return (
    <Row
      icon="link"
      onPress={() => {
        copyText(`https://t.me/${username}`).then((done) =>
          toast(text(done ? "common.copied" : "common.notCopied")),
        );
      }}
    >
      @{username}
    </Row>
  );
}

function Peer({ peer }: { peer: NonNullable<ClientChat["peer"]> }) {
  const about = peer.shortDescription ?? peer.description ?? "";
  return (
    <>
      {about !== "" && <p class="info-about">{about}</p>}
      <p class="dialog-hint">
        {nameOf(peer)} · ID {peer.id}
      </p>
    </>
  );
}
