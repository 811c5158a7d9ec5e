/** Creates a group: title, topics or not. */
import { useState } from "preact/hooks";
import { call } from "../net/call.ts";
import { openChat } from "../state/place.ts";
import { attempt } from "../state/toasts.ts";
import { text } from "../texts/index.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Field, SwitchRow } from "../ui/controls.tsx";
import { Modal, ModalButton } from "../ui/modal.tsx";

export function NewGroup({ onClose }: { onClose: () => void }) {
  const [title, setTitle] = useState("");
  const [forum, setForum] = useState(false);
  const create = async (): Promise<void> => {
    await attempt(async () => {
      const { chatId } = await call("createGroup", { title: title.trim(), forum });
      onClose();
      openChat(chatId);
    });
  };
  return (
    <Modal
      title={text("menu.newGroup")}
      onClose={onClose}
      testId="new-group-dialog"
      actions={
        <>
          <ModalButton onPress={onClose}>{text("common.cancel")}</ModalButton>
          <ModalButton
            primary
            disabled={title.trim() === ""}
            testId="new-group-create"
            onPress={create}
          >
            {text("group.create")}
          </ModalButton>
        </>
      }
    >
      <div class="new-group-head">
        <Avatar id={7} title={title === "" ? "?" : title} size={64} />
        <Field
          label={text("group.title")}
          value={title}
          onInput={setTitle}
          testId="new-group-title"
        />
      </div>
      <SwitchRow
        label={text("group.topics")}
        hint={text("group.topicsHint")}
        on={forum}
        onChange={setForum}
        testId="new-group-forum"
      />
    </Modal>
  );
}
