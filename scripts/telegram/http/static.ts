/**
 * The chat client's built files at `/`, with the page itself for every path that is no file; a
 * plain page when it was not built.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { sendBytes } from "./reply.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

const NOT_BUILT = `<!doctype html><html lang="ja"><meta charset="utf-8">
<title>ローカル Telegram</title>
<body style="font-family:system-ui;max-width:40rem;margin:3rem auto;line-height:1.7">
<h1>ローカル Telegram</h1>
<p>サーバーは動いています(本物の Telegram ではありません)。チャット画面はまだビルドされていません。</p>
<p lang="en">The local Telegram is running. Its chat client is not built yet.</p>`;

/** Answers with a file of the folder, or the page. */
export function answerStatic(folder: string, path: string, response: ServerResponse): void {
  const wanted = normalize(decodeURIComponent(path)).replace(/^(\.\.[/\\])+/, "");
  const file = join(folder, wanted);
  const page = join(folder, "index.html");
  const isFile = file.startsWith(folder) && existsSync(file) && statSync(file).isFile();
  if (isFile) sendFile(response, file);
  else if (existsSync(page)) sendFile(response, page);
  else sendBytes(response, Buffer.from(NOT_BUILT), "text/html; charset=utf-8");
}

function sendFile(response: ServerResponse, file: string): void {
  const mime = TYPES[extname(file)] ?? "application/octet-stream";
  const isHashed = /[/\\]assets[/\\]/.test(file);
  sendBytes(response, readFileSync(file), mime, {
    "cache-control": isHashed ? "public, max-age=31536000, immutable" : "no-cache",
    "referrer-policy": "no-referrer",
  });
}
