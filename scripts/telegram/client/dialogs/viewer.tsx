/** A picture over the whole window, with its sender, caption and a way to save it. */
import { useCallback, useRef } from "preact/hooks";
import type { ClientMessage } from "../../client-protocol.ts";
import { fullTime } from "../model/dates.ts";
import { nameOf } from "../model/names.ts";
import { download } from "../net/download.ts";
import { fileUrl } from "../net/session.ts";
import { toast } from "../state/toasts.ts";
import { language, text } from "../texts/index.ts";
import { IconButton } from "../ui/controls.tsx";
import { useEscape, useFocusTrap } from "../ui/focus.ts";

export function Viewer({ message, onClose }: { message: ClientMessage; onClose: () => void }) {
  const ref = useRef<HTMLDivElement>(null);
  useFocusTrap(ref);
  useEscape(useCallback(() => onClose(), [onClose]));
  const photo = message.photo?.at(-1);
  if (photo === undefined) return null;
  const save = async (): Promise<void> => {
    const done = await download(photo.file_unique_id, `photo-${message.message_id}.jpg`);
    if (!done) toast(text("file.failed"), "bad");
  };
  return (
    <div
      ref={ref}
      class="viewer"
      role="dialog"
      aria-modal="true"
      aria-label={text("kind.photo")}
      data-testid="viewer"
    >
      <header class="viewer-head">
        <span class="viewer-who">
          <strong>{nameOf(message.from)}</strong>
          <small>{fullTime(message.date, language.value)}</small>
        </span>
        {message.has_protected_content !== true && (
          <IconButton
            icon="download"
            label={text("file.save", { name: text("kind.photo") })}
            onPress={save}
          />
        )}
        <IconButton
          icon="close"
          label={text("common.close")}
          testId="dialog-close"
          onPress={onClose}
        />
      </header>
      <button
        type="button"
        class="viewer-stage"
        aria-label={text("common.close")}
        onClick={onClose}
      >
        <img src={fileUrl(photo.file_unique_id)} alt={message.caption ?? text("kind.photo")} />
      </button>
      {message.caption !== undefined && <p class="viewer-caption">{message.caption}</p>}
    </div>
  );
}
