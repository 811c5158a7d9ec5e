/** A pop-up that a Mini App asked for. */
import { text } from "../texts/index.ts";
import { Modal, ModalButton } from "../ui/modal.tsx";
import { answerPopup } from "./host.ts";
import type { AppPopup, PopupButton } from "./state.ts";

export function AppPopupView({ popup }: { popup: AppPopup }) {
  return (
    <Modal
      title={popup.title}
      onClose={() => answerPopup()}
      testId="app-popup"
      small
      actions={popup.buttons.map((button, index) => (
        <ModalButton
          key={index}
          primary={button.type !== "cancel" && button.type !== "close"}
          danger={button.type === "destructive"}
          testId={`popup-${button.id}`}
          onPress={() => answerPopup(button.id)}
        >
          {labelOf(button)}
        </ModalButton>
      ))}
    >
      <p class="dialog-words">{popup.message}</p>
    </Modal>
  );
}

/** Three types have a text of the client's own. */
function labelOf(button: PopupButton): string {
  if (button.type === "ok") return text("common.ok");
  if (button.type === "close") return text("common.close");
  if (button.type === "cancel") return text("common.cancel");
  return button.text;
}
