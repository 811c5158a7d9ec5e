/**
 * The headers that every answer bears. The Mini App may run its own scripts and Argon2
 * (WebAssembly) and nothing else, talk to its own origin and nobody else, and be framed by
 * Telegram's web client alone. There is no X-Frame-Options: it cannot name an origin.
 */

/** Telegram's web clients run under this origin. */
const TELEGRAM_ORIGIN = "https://web.telegram.org";

/**
 * For everything under /app/: documents, and scripts too, because a Worker's own answer decides
 * what the Worker may do. Script URLs pass the Mini App's one Trusted Types policy.
 */
export function appHeaders(localParentOrigin: string | null): Readonly<Record<string, string>> {
  const ancestors = localParentOrigin ? `${TELEGRAM_ORIGIN} ${localParentOrigin}` : TELEGRAM_ORIGIN;
  const policy = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "media-src blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "font-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors}`,
    "require-trusted-types-for 'script'",
    "trusted-types default",
  ];
  return { ...commonHeaders, "Content-Security-Policy": policy.join("; ") };
}

/** For the API: nothing in it is a document, nothing of it may be kept. */
export const apiHeaders: Readonly<Record<string, string>> = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
};

const commonHeaders = {
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
};

/**
 * The origin of a setting like LOCAL_TELEGRAM_ORIGIN, or null when it is not exactly one http(s)
 * origin: what goes into a header and into HTML must not carry anything else.
 */
export function exactOrigin(value: string): string | null {
  try {
    const url = new URL(value);
    const isWeb = url.protocol === "http:" || url.protocol === "https:";
    return isWeb && (value === url.origin || value === `${url.origin}/`) ? url.origin : null;
  } catch {
    return null;
  }
}
