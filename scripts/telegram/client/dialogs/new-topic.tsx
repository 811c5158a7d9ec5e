/** Creates a topic in a forum. */
import { useState } from "preact/hooks";
import { call } from "../net/call.ts";
import { go } from "../state/place.ts";
import { attempt } from "../state/toasts.ts";
import { text } from "../texts/index.ts";
import { Field } from "../ui/controls.tsx";
import { Modal, ModalButton } from "../ui/modal.tsx";

export function NewTopic({ chatId, onClose }: { chatId: number; onClose: () => void }) {
  const [name, setName] = useState("");
  const create = async (): Promise<void> => {
    await attempt(async () => {
      const { threadId } = await call("createTopic", { chatId, name: name.trim() });
      onClose();
      go({ chatId, thread: threadId });
    });
  };
  return (
    <Modal
      title={text("topics.new")}
      onClose={onClose}
      testId="new-topic-dialog"
      small
      actions={
        <>
          <ModalButton onPress={onClose}>{text("common.cancel")}</ModalButton>
          <ModalButton
            primary
            disabled={name.trim() === ""}
            testId="new-topic-create"
            onPress={create}
          >
            {text("group.create")}
          </ModalButton>
        </>
      }
    >
      <Field label={text("topics.name")} value={name} onInput={setName} testId="new-topic-name" />
    </Modal>
  );
}
