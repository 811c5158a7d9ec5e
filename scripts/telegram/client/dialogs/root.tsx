/** Draws every open dialog, in order: one line a kind. */
import type { Dialog } from "../state/dialogs.ts";
import { closeDialog, dialogs } from "../state/dialogs.ts";
import { AddMember } from "./add-member.tsx";
import { AdminRights } from "./admin-rights.tsx";
import { ChatInfo } from "./chat-info.tsx";
import { DeleteMessages } from "./delete-messages.tsx";
import { Forward } from "./forward.tsx";
import { NewGroup } from "./new-group.tsx";
import { NewTopic } from "./new-topic.tsx";
import { AlertDialog, ConfirmDialog, PromptDialog } from "./questions.tsx";
import { RequestChat } from "./request-chat.tsx";
import { SendFiles } from "./send-files.tsx";
import { StartGroup } from "./start-group.tsx";
import { Viewer } from "./viewer.tsx";

export function DialogRoot() {
  return (
    <>
      {dialogs.value.map((dialog, index) => (
        <DialogView key={`${index}-${dialog.kind}`} dialog={dialog} />
      ))}
    </>
  );
}

function DialogView({ dialog }: { dialog: Dialog }) {
  const close = (): void => closeDialog(dialog);
  switch (dialog.kind) {
    case "alert":
      return <AlertDialog dialog={dialog} onClose={close} />;
    case "confirm":
      return <ConfirmDialog dialog={dialog} onClose={close} />;
    case "prompt":
      return <PromptDialog dialog={dialog} onClose={close} />;
    case "requestChat":
      return <RequestChat dialog={dialog} onClose={close} />;
    case "startGroup":
      return <StartGroup dialog={dialog} onClose={close} />;
    case "chatInfo":
      return <ChatInfo chatId={dialog.chatId} onClose={close} />;
    case "addMember":
      return <AddMember chatId={dialog.chatId} onClose={close} />;
    case "adminRights":
      return <AdminRights chatId={dialog.chatId} userId={dialog.userId} onClose={close} />;
    case "newGroup":
      return <NewGroup onClose={close} />;
    case "newTopic":
      return <NewTopic chatId={dialog.chatId} onClose={close} />;
    case "forward":
      return <Forward dialog={dialog} onClose={close} />;
    case "sendFiles":
      return <SendFiles files={dialog.files} asVoice={dialog.asVoice} onClose={close} />;
    case "deleteMessages":
      return <DeleteMessages messages={dialog.messages} onClose={close} />;
    case "viewer":
      return <Viewer message={dialog.message} onClose={close} />;
  }
}
