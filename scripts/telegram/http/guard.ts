/**
 * Who may talk to this server: loopback only, named by a loopback name, and no page of another
 * origin. A web page on the machine could otherwise be a bot, a person or the test's host
 * (DNS rebinding, cross-site requests).
 */
import type { IncomingMessage } from "node:http";

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

const nameOf = (host: string): string => host.replace(/:\d+$/, "").toLowerCase();

/** Null when the request may come in, otherwise why not. */
export function refusal(request: IncomingMessage): string | null {
  const host = request.headers.host ?? "";
  if (!LOOPBACK_NAMES.has(nameOf(host))) return `host ${host} is not loopback`;
  const { origin } = request.headers;
  if (origin === undefined) return null;
  if (!URL.canParse(origin)) return `origin ${origin} is not allowed`;
  const from = new URL(origin);
  const ownPort = /:(\d+)$/.exec(host)?.[1] ?? "80";
  const isOwn = LOOPBACK_NAMES.has(from.hostname) && (from.port || "80") === ownPort;
  return isOwn ? null : `origin ${origin} is not allowed`;
}

/** The token of `Authorization: Bearer` or of `?token=`. */
export function bearerOf(request: IncomingMessage, url: URL): string {
  const header = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  return header ?? url.searchParams.get("token") ?? "";
}
