/** Files that were chosen, pasted or dropped: how each is sent, and the sending. */
import type { SendAs } from "../model/send-as.ts";
import { sendAs } from "../model/send-as.ts";
import { call } from "../net/call.ts";
import { upload } from "../net/upload.ts";
import { openDialog } from "../state/dialogs.ts";
import { target } from "./send.ts";

/** Opens the dialog in which a caption is written before files are sent. */
export function offerFiles(files: readonly File[], asVoice = false): void {
  if (files.length > 0 && target() !== null) openDialog({ kind: "sendFiles", files, asVoice });
}

/** Uploads all files, then sends them as one message or album. Progress is a share of all bytes. */
export async function sendFiles(
  files: readonly File[],
  how: { readonly asFile: boolean; readonly asVoice: boolean; readonly caption: string },
  onProgress: (share: number) => void,
): Promise<void> {
  const to = target();
  if (to === null) return;
  const total = Math.max(
    1,
    files.reduce((sum, file) => sum + file.size, 0),
  );
  let sent = 0;
  const uploaded: { upload: string; as: SendAs }[] = [];
  for (const file of files) {
    const id = await upload(file, (share) => onProgress((sent + share * file.size) / total));
    sent += file.size;
    uploaded.push({ upload: id, as: sendAs(file.type, how.asFile, how.asVoice) });
  }
  const caption = how.caption.trim();
  await call("sendFiles", { ...to, files: uploaded, ...(caption === "" ? {} : { caption }) });
}
