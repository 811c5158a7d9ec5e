/**
 * Reads Telegram's own links: t.me and tg:// addresses that a client opens inside itself. Anything
 * else is an ordinary link (null).
 */

export type DeepLink =
  | { readonly kind: "bot"; readonly username: string; readonly start?: string }
  | {
      readonly kind: "startGroup";
      readonly username: string;
      readonly parameter?: string;
      /** Admin rights by their link names, e.g. `pin_messages`; empty asks for none. */
      readonly rights: readonly string[];
    }
  | { readonly kind: "app"; readonly username: string; readonly startParam?: string }
  | {
      readonly kind: "message";
      readonly chatId: number;
      readonly messageId: number;
      readonly threadId?: number;
    }
  | { readonly kind: "user"; readonly userId: number };

const USERNAME = /^[a-z][a-z0-9_]{2,31}$/i;
const HOSTS = new Set(["t.me", "telegram.me", "telegram.dog", "www.t.me"]);

/** The link's meaning inside Telegram, or null when it leads out of it. */
export function parseDeepLink(address: string): DeepLink | null {
  let url: URL;
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`);
  } catch {
    return null;
  }
  if (url.protocol === "tg:") return parseTgScheme(url);
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  if (!HOSTS.has(url.hostname.toLowerCase())) return null;
  const parts = url.pathname.split("/").filter((part) => part !== "");
  if (parts[0] === "c") return messageLink(parts.slice(1));
  const username = parts[0] ?? "";
  if (!USERNAME.test(username) || parts.length > 2) return null;
  return usernameLink(username, url.searchParams, parts[1]);
}

function parseTgScheme(url: URL): DeepLink | null {
  const action = url.hostname !== "" ? url.hostname : url.pathname.replace(/^\/+/, "");
  const query = url.searchParams;
  if (action === "user") {
    const userId = Number(query.get("id"));
    return Number.isSafeInteger(userId) && userId > 0 ? { kind: "user", userId } : null;
  }
  if (action === "privatepost") {
    const parts = [query.get("channel"), query.get("thread"), query.get("post")];
    return messageLink(parts.filter((part) => part !== null));
  }
  if (action !== "resolve") return null;
  const username = query.get("domain") ?? "";
  if (!USERNAME.test(username)) return null;
  return usernameLink(username, query, query.get("appname") ?? undefined);
}

/** `<channel>/<message>` or `<channel>/<thread>/<message>`, with supergroup ids without their -100. */
function messageLink(parts: readonly string[]): DeepLink | null {
  const numbers = parts.map(Number);
  if (numbers.length < 2 || numbers.length > 3) return null;
  if (!numbers.every((part) => Number.isSafeInteger(part) && part > 0)) return null;
  const [channel, second, third] = numbers;
  if (channel === undefined || second === undefined) return null;
  const chatId = -1_000_000_000_000 - channel;
  if (third === undefined) return { kind: "message", chatId, messageId: second };
  return { kind: "message", chatId, threadId: second, messageId: third };
}

function usernameLink(
  username: string,
  query: URLSearchParams,
  appName: string | undefined,
): DeepLink | null {
  if (appName !== undefined || query.has("startapp")) {
    const startParam = query.get("startapp") ?? "";
    return { kind: "app", username, ...(startParam === "" ? {} : { startParam }) };
  }
  if (query.has("startgroup")) {
    const parameter = query.get("startgroup") ?? "";
    // `+` separates the rights; URLSearchParams has already made a space of it.
    const rights = (query.get("admin") ?? "").split(/[\s+]+/u).filter((right) => right !== "");
    return { kind: "startGroup", username, rights, ...(parameter === "" ? {} : { parameter }) };
  }
  const start = query.get("start") ?? "";
  return { kind: "bot", username, ...(start === "" ? {} : { start }) };
}
