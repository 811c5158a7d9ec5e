/** To which chat, and in a forum to which topic, messages are forwarded. */
import { useState } from "preact/hooks";
import type { ClientChat } from "../../client-protocol.ts";
import { call } from "../net/call.ts";
import type { Dialog } from "../state/dialogs.ts";
import { go } from "../state/place.ts";
import { chatList } from "../state/store.ts";
import { attempt } from "../state/toasts.ts";
import { text } from "../texts/index.ts";
import { Avatar, TopicIcon } from "../ui/avatar.tsx";
import { Modal } from "../ui/modal.tsx";

type Request = Extract<Dialog, { kind: "forward" }>;

export function Forward({ dialog, onClose }: { dialog: Request; onClose: () => void }) {
  const [forum, setForum] = useState<ClientChat | null>(null);
  const send = async (toChatId: number, threadId?: number): Promise<void> => {
    const done = await attempt(() =>
      call("forward", {
        fromChatId: dialog.fromChatId,
        messageIds: [...dialog.messageIds],
        toChatId,
        ...(threadId === undefined ? {} : { threadId }),
      }),
    );
    if (!done) return;
    onClose();
    go({ chatId: toChatId, thread: threadId ?? null });
  };
  return (
    <Modal title={text("message.forward")} onClose={onClose} testId="forward-dialog">
      <ul class="plain-list">
        {forum === null
          ? chatList.value.map((chat) => (
              <li key={chat.id}>
                <button
                  type="button"
                  class="chat-row"
                  data-testid={`forward-${chat.id}`}
                  onClick={() => (chat.isForum ? setForum(chat) : send(chat.id))}
                >
                  <Avatar id={chat.id} title={chat.title} size={42} />
                  <span class="chat-title">{chat.title}</span>
                </button>
              </li>
            ))
          : forum.topics.map((topic) => (
              <li key={topic.threadId}>
                <button
                  type="button"
                  class="chat-row"
                  data-testid={`forward-topic-${topic.threadId}`}
                  onClick={() => send(forum.id, topic.threadId)}
                >
                  <TopicIcon
                    name={topic.name}
                    iconColor={topic.iconColor}
                    isGeneral={topic.isGeneral}
                  />
                  <span class="chat-title">{topic.name}</span>
                </button>
              </li>
            ))}
      </ul>
    </Modal>
  );
}
