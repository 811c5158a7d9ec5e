/**
 * The built Mini App under /app/: hashed files for ever, the one HTML page for every route of the
 * app. Where the bytes come from is the reader's matter (assets-node.ts, assets-binding.ts).
 */
import type { Context } from "hono";
import { decodeUtf8 } from "../../shared/std/bytes.ts";
import { HttpProblem } from "./errors.ts";
import { exactOrigin } from "./headers.ts";
import type { HttpEnv, HttpOptions } from "./options.ts";

/** Reads one file of the build by its path there, for example `assets/main-4f1c.js`; null: none. */
export type AssetReader = (path: string) => Promise<Uint8Array | null>;

const PREFIX = "/app/";
/** What the Mini App's build writes. Anything else is not served. */
const typesByExtension: { readonly [extension: string]: string } = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  png: "image/png",
  svg: "image/svg+xml",
  wasm: "application/wasm",
};
const safePath = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

/** Answers GET /app/*. Throws HttpProblem `notFound`. */
export async function answerAsset(c: Context<HttpEnv>, options: HttpOptions): Promise<Response> {
  const read = options.assets;
  if (!read) throw new HttpProblem("notFound", "no Mini App is served here");
  const path = new URL(c.req.url).pathname.slice(PREFIX.length);
  const extension = /\.([a-z]+)$/.exec(path)?.[1];
  // A route of the app has no extension: it is the page that knows what to show.
  if (!extension || path === "index.html") return answerPage(c, read, options.localParentOrigin);
  const type = typesByExtension[extension];
  const bytes = type && safePath.test(path) ? await read(path) : null;
  if (!type || !bytes) throw new HttpProblem("notFound", "no such file");
  const isHashed = path.startsWith("assets/");
  c.header("Content-Type", type);
  c.header("Cache-Control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
  return c.body(new Uint8Array(bytes));
}

async function answerPage(
  c: Context<HttpEnv>,
  read: AssetReader,
  localParentOrigin: string | null,
): Promise<Response> {
  const bytes = await read("index.html");
  if (!bytes) throw new HttpProblem("notFound", "the Mini App is not built");
  c.header("Content-Type", typesByExtension.html);
  c.header("Cache-Control", "no-cache");
  return c.body(nameHost(decodeUtf8(bytes), localParentOrigin));
}

/** Tells the page which origin frames it. In production nothing is said: it knows Telegram's. */
function nameHost(html: string, localParentOrigin: string | null): string {
  const origin = localParentOrigin && exactOrigin(localParentOrigin);
  return origin ? html.replace("<head>", `<head><meta name="tg-host" content="${origin}">`) : html;
}
