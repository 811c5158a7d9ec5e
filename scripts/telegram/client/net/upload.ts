/**
 * Brings a file's bytes to the local Telegram, with progress. The answer is an upload id that
 * `sendFiles` takes. XMLHttpRequest and not fetch, because only it tells upload progress.
 */
import { text } from "../texts/index.ts";
import { CallFailed } from "./call.ts";
import { token } from "./session.ts";

/** Uploads one file; `onProgress` hears a share between 0 and 1. */
export function upload(file: File, onProgress: (share: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const mime = file.type === "" ? "application/octet-stream" : file.type;
    const query = new URLSearchParams({ name: file.name, mime });
    request.open("PUT", `/client/upload?${query}`);
    request.setRequestHeader("authorization", `Bearer ${token}`);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onerror = () => reject(new CallFailed("upload", text("common.unreachable")));
    request.onload = () => {
      const id = uploadId(request.responseText);
      if (id === null) reject(new CallFailed("upload", failureOf(request)));
      else resolve(id);
    };
    request.send(file);
  });
}

function uploadId(raw: string): string | null {
  try {
    const body: unknown = JSON.parse(raw);
    if (typeof body !== "object" || body === null || !("ok" in body) || body.ok !== true)
      return null;
    const result = "result" in body ? body.result : null;
    if (typeof result === "string") return result;
    if (typeof result === "object" && result !== null && "upload" in result) {
      return String(result.upload);
    }
    return null;
  } catch {
    return null;
  }
}

function failureOf(request: XMLHttpRequest): string {
  try {
    const body: unknown = JSON.parse(request.responseText);
    if (typeof body === "object" && body !== null && "description" in body) {
      return String(body.description);
    }
  } catch {
    // Not JSON: the status line says what is known.
  }
  return `HTTP ${request.status}`;
}
