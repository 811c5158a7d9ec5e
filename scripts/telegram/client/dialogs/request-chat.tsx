/**
 * The dialog of a `request_chat` button, as Telegram has it: choose a group that fits or create one
 * for this, then agree to the rights that the bot will get.
 */
import { useEffect, useState } from "preact/hooks";
import type { ChooserView } from "../../client-protocol.ts";
import { grantedRights } from "../model/rights.ts";
import { call } from "../net/call.ts";
import type { Dialog } from "../state/dialogs.ts";
import { chats } from "../state/store.ts";
import { attempt, reportFailure } from "../state/toasts.ts";
import { text } from "../texts/index.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Field, Row, Spinner } from "../ui/controls.tsx";
import { Modal, ModalButton } from "../ui/modal.tsx";
import { RightsList } from "./rights-list.tsx";

type Wish = { readonly choose: number; readonly title: string } | { readonly create: string };
type Step = "choose" | "create" | "confirm";
type Request = Extract<Dialog, { kind: "requestChat" }>;

export function RequestChat({ dialog, onClose }: { dialog: Request; onClose: () => void }) {
  const [view, setView] = useState<ChooserView | null>(null);
  const [step, setStep] = useState<Step>("choose");
  const [wish, setWish] = useState<Wish | null>(null);
  const requestId = dialog.button.request_chat.request_id;
  const { chatId, messageId } = dialog;
  useEffect(() => {
    call("chooser", { chatId, messageId, requestId })
      .then(setView)
      .catch((failure: unknown) => {
        onClose();
        reportFailure(failure);
      });
  }, [chatId, messageId, requestId]);
  if (view === null) {
    return (
      <Modal title={text("chooser.title")} onClose={onClose} testId="request-chat">
        <p class="centered">
          <Spinner label={text("common.loading")} size={28} />
        </p>
      </Modal>
    );
  }
  const settle = (next: Wish): void => {
    setWish(next);
    setStep("confirm");
  };
  if (step === "confirm" && wish !== null) {
    const share = (): Promise<boolean> =>
      attempt(() =>
        call("shareChat", {
          chatId,
          messageId,
          requestId,
          ...("create" in wish ? { create: { title: wish.create } } : { choose: wish.choose }),
        }),
      );
    return <Agree dialog={dialog} view={view} wish={wish} share={share} onClose={onClose} />;
  }
  if (step === "create") {
    return (
      <Create
        view={view}
        onBack={() => setStep("choose")}
        onNext={(create) => settle({ create })}
      />
    );
  }
  return (
    <Choose view={view} onCreate={() => setStep("create")} onChoose={settle} onClose={onClose} />
  );
}

function Choose(props: {
  view: ChooserView;
  onCreate: () => void;
  onChoose: (wish: Wish) => void;
  onClose: () => void;
}) {
  const { view } = props;
  return (
    <Modal title={text("chooser.title")} onClose={props.onClose} testId="request-chat">
      <p class="dialog-hint">{conditions(view)}</p>
      <Row icon="group" testId="chooser-create" onPress={props.onCreate}>
        <strong class="accent">{text("chooser.create")}</strong>
      </Row>
      <p class="list-heading">{text("chooser.mine")}</p>
      {view.choices.length === 0 && <p class="list-note">{text("chooser.none")}</p>}
      <ul class="plain-list">
        {view.choices.map((choice) => (
          <li key={choice.chatId}>
            <button
              type="button"
              class="chat-row"
              data-testid={`chooser-${choice.chatId}`}
              onClick={() => props.onChoose({ choose: choice.chatId, title: choice.title })}
            >
              <Avatar id={choice.chatId} title={choice.title} size={42} />
              <span class="chat-title">{choice.title}</span>
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}

function conditions(view: ChooserView): string {
  const parts = [
    view.mustBeForum ? text("chooser.forum") : "",
    view.mustBeCreatedByMe ? text("chooser.owned") : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? text("chooser.any") : parts.join(" ");
}

function Create(props: { view: ChooserView; onBack: () => void; onNext: (title: string) => void }) {
  const [title, setTitle] = useState(props.view.createTitle);
  const ready = title.trim() !== "";
  return (
    <Modal
      title={text("chooser.createTitle")}
      onClose={props.onBack}
      testId="request-chat-create"
      actions={
        <>
          <ModalButton onPress={props.onBack}>{text("common.back")}</ModalButton>
          <ModalButton
            primary
            disabled={!ready}
            testId="chooser-next"
            onPress={() => props.onNext(title.trim())}
          >
            {text("common.next")}
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
          testId="chooser-title"
        />
      </div>
      <p class="dialog-hint">
        {text(props.view.mustBeForum ? "chooser.willBeForum" : "chooser.willBePrivate")}
      </p>
    </Modal>
  );
}

function Agree(props: {
  dialog: Request;
  view: ChooserView;
  wish: Wish;
  share: () => Promise<boolean>;
  onClose: () => void;
}) {
  const { view, wish } = props;
  const [busy, setBusy] = useState(false);
  const bot = chats.value.get(props.dialog.chatId)?.title ?? "";
  const title = "create" in wish ? wish.create : wish.title;
  return (
    <Modal
      title={text("chooser.confirmTitle")}
      onClose={props.onClose}
      testId="request-chat-confirm"
      actions={
        <>
          <ModalButton onPress={props.onClose}>{text("common.cancel")}</ModalButton>
          <ModalButton
            primary
            autofocus
            disabled={busy}
            testId="chooser-agree"
            onPress={async () => {
              setBusy(true);
              if (await props.share()) props.onClose();
              else setBusy(false);
            }}
          >
            {text("create" in wish ? "chooser.agreeCreate" : "chooser.agree")}
          </ModalButton>
        </>
      }
    >
      <p class="dialog-words">
        {text("create" in wish ? "chooser.createAndShare" : "chooser.share", { bot, title })}
      </p>
      {view.botRights !== null && (
        <>
          <p class="list-heading">{text("chooser.botRights", { bot })}</p>
          <RightsList rights={grantedRights(view.botRights)} />
        </>
      )}
    </Modal>
  );
}
