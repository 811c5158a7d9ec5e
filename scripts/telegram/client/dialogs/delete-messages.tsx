/** Asks before messages are deleted for everybody. */
import type { ClientMessage } from "../../client-protocol.ts";
import { call } from "../net/call.ts";
import { attempt } from "../state/toasts.ts";
import { text } from "../texts/index.ts";
import { Modal, ModalButton } from "../ui/modal.tsx";

export function DeleteMessages(props: { messages: readonly ClientMessage[]; onClose: () => void }) {
  const { messages, onClose } = props;
  const remove = (): void => {
    onClose();
    const chatId = messages[0]?.chat.id;
    if (chatId === undefined) return;
    const messageIds = messages.map((message) => message.message_id);
    attempt(() => call("deleteMessages", { chatId, messageIds }));
  };
  return (
    <Modal
      title={text("message.delete")}
      onClose={onClose}
      testId="delete-dialog"
      small
      actions={
        <>
          <ModalButton testId="confirm-no" onPress={onClose}>
            {text("common.cancel")}
          </ModalButton>
          <ModalButton danger primary autofocus testId="confirm-yes" onPress={remove}>
            {text("message.deleteYes")}
          </ModalButton>
        </>
      }
    >
      <p class="dialog-words">{text("message.deleteAsk", { count: messages.length })}</p>
    </Modal>
  );
}
