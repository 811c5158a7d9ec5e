/** Files that were chosen, pasted or dropped: how each is sent, and the sending. */
import type { ClientActions } from "../../client-protocol.ts";
import { call } from "../net/call.ts";
import { upload } from "../net/upload.ts";
import { openDialog } from "../state/dialogs.ts";
import { target } from "./send.ts";

type SendAs = ClientActions["sendFiles"][0]["files"][number]["as"];

/** Opens the dialog in which a caption is written before files are sent. */
export function offerFiles(files: readonly File[], asVoice = false): void {
  if (files.length > 0 && target() !== null) openDialog({ kind: "sendFiles", files, asVoice });
}

/** How a file is sent unless the person wants it as a plain file. */
export function sendAs(mime: string, asFile: boolean, asVoice: boolean): SendAs {
  if (asVoice && mime.startsWith("audio/")) return "voice";
  if (asFile) return "document";
  if (/^image\/(jpeg|png|webp)$/.test(mime)) return "photo";
  if (mime === "video/mp4" || mime === "video/webm") return "video";
  if (mime.startsWith("audio/")) return "audio";
  return "document";
}

/** Uploads all files, then sends them as one message or album. Progress is a share of all bytes. */
export async function sendFiles(
  files: readonly File[],
  how: { readonly asFile: boolean; readonly asVoice: boolean; readonly caption: string },
  onProgress: (share: number) => void,
): Promise<void> {
  const to = target();
  if (to === null) return;
  const total = Math.max(1, files.reduce((sum, file) => sum + file.size, 0));
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
