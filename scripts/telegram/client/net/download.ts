/** Fetches a file of a message and saves it on the person's device. */
import { saveBlob } from "../browser.ts";
import { fileUrl } from "./session.ts";

/** False when the local Telegram did not give the file. */
export async function download(fileUniqueId: string, fileName: string): Promise<boolean> {
  return downloadUrl(fileUrl(fileUniqueId), fileName);
}

/** Fetches any address that allows it and saves what came. False when it could not be fetched. */
export async function downloadUrl(url: string, fileName: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    if (!response.ok) return false;
    saveBlob(await response.blob(), fileName);
    return true;
  } catch {
    return false;
  }
}
