/** Files before they are sent: what they are, a caption, as pictures or as files, and the progress. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { sendFiles } from "../composer/files.ts";
import { sizeText } from "../model/dates.ts";
import { sendAs } from "../model/send-as.ts";
import { attempt } from "../state/toasts.ts";
import { text } from "../texts/index.ts";
import { SwitchRow } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";
import { Modal, ModalButton } from "../ui/modal.tsx";

export function SendFiles(props: {
  files: readonly File[];
  asVoice: boolean;
  onClose: () => void;
}) {
  const { files, asVoice, onClose } = props;
  const [caption, setCaption] = useState("");
  const [asFile, setAsFile] = useState(false);
  const [progress, setProgress] = useState<number | null>(null);
  const visual = files.some((file) => /^(image|video)\//.test(file.type));
  const send = async (): Promise<void> => {
    setProgress(0);
    const done = await attempt(() => sendFiles(files, { asFile, asVoice, caption }, setProgress));
    if (done) onClose();
    else setProgress(null);
  };
  return (
    <Modal
      title={text("attach.title", { count: files.length })}
      onClose={onClose}
      testId="send-files"
      actions={
        <>
          <ModalButton onPress={onClose}>{text("common.cancel")}</ModalButton>
          <ModalButton primary disabled={progress !== null} testId="send-files-send" onPress={send}>
            {text("composer.send")}
          </ModalButton>
        </>
      }
    >
      <ul class="file-list">
        {files.map((file, index) => (
          <FileLine
            key={index}
            file={file}
            picture={sendAs(file.type, asFile, asVoice) === "photo"}
          />
        ))}
      </ul>
      {visual && (
        <SwitchRow
          label={text("attach.asFile")}
          hint={text("attach.asFileHint")}
          on={asFile}
          onChange={setAsFile}
          testId="send-as-file"
        />
      )}
      <label class="field">
        <span class="field-label">{text("attach.caption")}</span>
        <span class="field-box">
          <textarea
            rows={2}
            value={caption}
            maxLength={1024}
            data-autofocus
            data-testid="caption"
            onInput={(event) => setCaption(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
              event.preventDefault();
              if (progress === null) send();
            }}
          />
        </span>
      </label>
      {progress !== null && (
        <progress class="progress" value={progress} max={1} aria-label={text("attach.sending")} />
      )}
    </Modal>
  );
}

function FileLine({ file, picture }: { file: File; picture: boolean }) {
  const url = useMemo(() => (picture ? URL.createObjectURL(file) : null), [file, picture]);
  useEffect(() => {
    return () => {
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [url]);
  if (url !== null) {
    return (
      <li class="file-picture">
        <img src={url} alt={file.name} />
      </li>
    );
  }
  return (
    <li class="file-line">
      <span class="document-icon ext-plain" aria-hidden="true">
        <Icon name={file.type.startsWith("audio/") ? "mic" : "file"} size={22} />
      </span>
      <span class="document-body">
        <span class="document-name">{file.name}</span>
        <span class="document-size">{sizeText(file.size)}</span>
      </span>
    </li>
  );
}
