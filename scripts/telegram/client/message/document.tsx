/** A file of a message: extension, name, size; a press saves it through the client API. */
import type { Document } from "@grammyjs/types";
import { useState } from "preact/hooks";
import { sizeText } from "../model/dates.ts";
import { download } from "../net/download.ts";
import { toast } from "../state/toasts.ts";
import { text } from "../texts/index.ts";
import { Spinner } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";

export function DocumentRow({ document, locked }: { document: Document; locked: boolean }) {
  const [busy, setBusy] = useState(false);
  const name = document.file_name ?? text("kind.file");
  const extension = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ?? "";
  const save = async (): Promise<void> => {
    if (locked) {
      toast(text("file.protected"));
      return;
    }
    setBusy(true);
    const done = await download(document.file_unique_id, name);
    if (!done) toast(text("file.failed"), "bad");
    setBusy(false);
  };
  return (
    <button
      type="button"
      class="document"
      data-testid="document"
      data-file-name={name}
      aria-label={text("file.save", { name })}
      onClick={save}
    >
      <span class={`document-icon ext-${extensionTone(extension)}`} aria-hidden="true">
        {busy ? (
          <Spinner label={text("common.working")} />
        ) : (
          <span class="document-extension">{extension}</span>
        )}
        {!busy && <Icon name="download" size={22} />}
      </span>
      <span class="document-body">
        <span class="document-name">{name}</span>
        <span class="document-size">{sizeText(document.file_size ?? 0)}</span>
      </span>
    </button>
  );
}

function extensionTone(extension: string): string {
  const lower = extension.toLowerCase();
  if (["zip", "tar", "gz", "7z", "rar"].includes(lower)) return "archive";
  if (["asc", "pgp", "gpg", "sig", "key"].includes(lower)) return "key";
  if (["pdf"].includes(lower)) return "pdf";
  return "plain";
}
