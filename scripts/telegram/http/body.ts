/**
 * Request bodies: read with a limit, and taken apart by content type. No streaming: a message is
 * small, and a file of fifty megabytes fits into memory of a test tool.
 *
 * Multipart is read byte-exactly after RFC 7578; file names may come unquoted, as grammY sends
 * them.
 */
import type { IncomingMessage } from "node:http";
import type { RawArgs, UploadedFile } from "../botapi/types.ts";

/** Thrown when a body is larger than the limit. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
}

/** The whole body. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxBytes) throw new BodyTooLarge(`body larger than ${maxBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Arguments from query and body; later ones win. Null when the body cannot be read. */
export function readArgs(
  query: URLSearchParams,
  contentType: string,
  body: Buffer,
): RawArgs | null {
  const values: Record<string, unknown> = Object.fromEntries(query);
  const files = new Map<string, UploadedFile>();
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (body.length === 0) return { values, files };
  if (type === "application/json") {
    try {
      const json: unknown = JSON.parse(body.toString("utf8"));
      if (typeof json !== "object" || json === null || Array.isArray(json)) return null;
      Object.assign(values, json);
    } catch {
      return null;
    }
  } else if (type === "application/x-www-form-urlencoded") {
    Object.assign(values, Object.fromEntries(new URLSearchParams(body.toString("utf8"))));
  } else if (type === "multipart/form-data") {
    const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
    const parts = splitMultipart(body, boundary?.[1] ?? boundary?.[2] ?? "");
    if (!parts) return null;
    for (const part of parts) {
      if (part.filename === undefined) values[part.name] = part.bytes.toString("utf8");
      else files.set(part.name, uploadOf(part));
    }
  }
  return { values, files };
}

interface Part {
  readonly name: string;
  readonly filename?: string;
  readonly mime: string;
  readonly bytes: Buffer;
}

function uploadOf(part: Part): UploadedFile {
  const filename = part.filename ?? "";
  return { kind: "upload", filename, mime: part.mime, bytes: part.bytes };
}

function splitMultipart(body: Buffer, boundary: string): Part[] | null {
  if (!boundary) return null;
  const mark = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let start = body.indexOf(mark);
  while (start >= 0) {
    const from = start + mark.length;
    if (body.subarray(from, from + 2).toString() === "--") return parts;
    const next = body.indexOf(Buffer.concat([Buffer.from("\r\n"), mark]), from);
    if (next < 0) return null;
    const part = readPart(body.subarray(from + 2, next));
    if (part) parts.push(part);
    start = next + 2;
  }
  return null;
}

function readPart(bytes: Buffer): Part | null {
  const split = bytes.indexOf("\r\n\r\n");
  if (split < 0) return null;
  const headers = bytes.subarray(0, split).toString("utf8").split("\r\n");
  const header = (name: string): string =>
    headers.find((line) => line.toLowerCase().startsWith(`${name}:`))?.slice(name.length + 1) ?? "";
  const disposition = header("content-disposition");
  const name = parameter(disposition, "name");
  if (name === undefined) return null;
  const filename = parameter(disposition, "filename");
  return {
    name,
    mime: header("content-type").trim() || "application/octet-stream",
    bytes: bytes.subarray(split + 4),
    ...(filename === undefined ? {} : { filename }),
  };
}

function parameter(header: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|[;\\s])${name}=(?:"([^"]*)"|([^;]*))`, "i").exec(header);
  return match?.[1] ?? match?.[2]?.trim();
}
