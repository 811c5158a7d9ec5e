/** The three plain dialogs: something to read, a question, a line to write. */
import { useState } from "preact/hooks";
import type { Dialog } from "../state/dialogs.ts";
import { text } from "../texts/index.ts";
import { Field } from "../ui/controls.tsx";
import { Modal, ModalButton } from "../ui/modal.tsx";

type Of<K extends Dialog["kind"]> = Extract<Dialog, { kind: K }>;

export function AlertDialog({ dialog, onClose }: { dialog: Of<"alert">; onClose: () => void }) {
  return (
    <Modal
      title={dialog.title}
      onClose={onClose}
      testId="alert"
      small
      actions={
        <ModalButton primary autofocus testId="alert-ok" onPress={onClose}>
          {text("common.ok")}
        </ModalButton>
      }
    >
      <p class="dialog-words">{dialog.text}</p>
    </Modal>
  );
}

export function ConfirmDialog({ dialog, onClose }: { dialog: Of<"confirm">; onClose: () => void }) {
  const refuse = (): void => {
    onClose();
    dialog.otherwise?.();
  };
  return (
    <Modal
      title={dialog.title}
      onClose={refuse}
      testId="confirm"
      small
      actions={
        <>
          <ModalButton testId="confirm-no" onPress={refuse}>
            {text("common.cancel")}
          </ModalButton>
          <ModalButton
            primary
            autofocus
            danger={dialog.danger ?? false}
            testId="confirm-yes"
            onPress={() => {
              onClose();
              dialog.run();
            }}
          >
            {dialog.action}
          </ModalButton>
        </>
      }
    >
      <p class="dialog-words">{dialog.text}</p>
    </Modal>
  );
}

export function PromptDialog({ dialog, onClose }: { dialog: Of<"prompt">; onClose: () => void }) {
  const [value, setValue] = useState(dialog.value);
  return (
    <Modal
      title={dialog.title}
      onClose={onClose}
      testId="prompt"
      small
      actions={
        <>
          <ModalButton onPress={onClose}>{text("common.cancel")}</ModalButton>
          <ModalButton
            primary
            testId="prompt-ok"
            onPress={() => {
              onClose();
              dialog.run(value);
            }}
          >
            {dialog.action}
          </ModalButton>
        </>
      }
    >
      <Field label={dialog.label} value={value} onInput={setValue} testId="prompt-input" />
    </Modal>
  );
}
