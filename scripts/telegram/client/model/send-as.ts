/** As what a client sends a file: by its type, unless the person wants it as a plain file. */
import type { ClientActions } from "../../client-protocol.ts";

export type SendAs = ClientActions["sendFiles"][0]["files"][number]["as"];

/** How a file is sent unless the person wants it as a plain file. */
export function sendAs(mime: string, asFile: boolean, asVoice: boolean): SendAs {
  if (asVoice && mime.startsWith("audio/")) return "voice";
  if (asFile) return "document";
  if (/^image\/(jpeg|png|webp)$/.test(mime)) return "photo";
  if (mime === "video/mp4" || mime === "video/webm") return "video";
  if (mime.startsWith("audio/")) return "audio";
  return "document";
}
