/** What hangs on a record, opened here: pictures, sounds and films shown, everything to be kept. */
import { shownAs, useAttachment } from "../../blobs.ts";
import type { Item } from "../../data/log/items.ts";
import { recordOf, textOf } from "../../data/log/items.ts";
import { notify } from "../../notices.ts";
import { isFramed } from "../../telegram.ts";
import { formatSize, formatTime, t } from "../../text.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/cell.tsx";
import { Icon } from "../../ui/icon.tsx";

export function Attachments({ item }: { readonly item: Item }) {
  const files = recordOf(item)?.attachments ?? [];
  if (files.length === 0) return null;
  return (
    <Section title={t("app.record.files")}>
      {files.map((file, index) => (
        <Attachment
          key={index}
          item={item}
          index={index}
          name={file.name}
          mime={file.mime}
          sizeBytes={file.sizeBytes}
        />
      ))}
    </Section>
  );
}

interface AttachmentProps {
  readonly item: Item;
  readonly index: number;
  readonly name: string;
  readonly mime: string;
  readonly sizeBytes: number;
}

function Attachment({ item, index, name, mime, sizeBytes }: AttachmentProps) {
  const state = useAttachment(item, index, mime, true);
  const shown = shownAs(mime);
  const alt = textOf(item) || t("app.record.photoOf", { time: formatTime(item.at) });
  return (
    <figure class="attachment">
      {state.kind === "loading" && <p class="quiet">{t("app.record.opening")}</p>}
      {state.kind === "failed" && <p class="failure">{t("app.record.openFailed")}</p>}
      {state.kind === "ready" && shown === "image" && <img src={state.url} alt={alt} />}
      {state.kind === "ready" && shown === "sound" && (
        // biome-ignore lint/a11y/useMediaCaption: the owner's own recording, nobody wrote captions
        <audio src={state.url} controls />
      )}
      {state.kind === "ready" && shown === "film" && (
        // biome-ignore lint/a11y/useMediaCaption: the owner's own recording, nobody wrote captions
        <video src={state.url} controls playsInline />
      )}
      <figcaption>
        <Icon name="file" size={20} />
        <span>
          {name} <span class="quiet numeric">{formatSize(sizeBytes)}</span>
        </span>
      </figcaption>
      {state.kind === "ready" && (
        <Button look="soft" onPress={() => void keep(state.blob, state.url, name)}>
          {t("app.record.save")}
        </Button>
      )}
    </figure>
  );
}

/**
 * Hands the opened file to the system: its share sheet where there is one, else a download. Telegram's
 * web clients frame us without the right to download, and say nothing when we try: so we do.
 */
async function keep(blob: Blob, url: string, name: string): Promise<void> {
  const file = new File([blob], name, { type: blob.type });
  if (navigator.canShare?.({ files: [file] })) {
    // Rejected when the person closes the sheet: that is an answer, not a failure.
    await navigator.share({ files: [file] }).catch(() => undefined);
    return;
  }
  if (isFramed()) {
    notify(t("app.record.saveImpossible"), "info");
    return;
  }
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
