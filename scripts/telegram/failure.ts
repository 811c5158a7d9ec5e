/**
 * How the Bot API says no. Everything a bot may get instead of a result is one of these; the
 * texts are Telegram's own.
 */
import type { ResponseParameters } from "@grammyjs/types";

/** An answer with `ok: false`; the HTTP status is the code. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  constructor(
    readonly code: number,
    readonly description: string,
    readonly parameters?: ResponseParameters,
  ) {
    super(description);
  }
}

/** 400 with Telegram's prefix; the text is given as it stands after the prefix. */
export function badRequest(text: string, parameters?: ResponseParameters): ApiFailure {
  return new ApiFailure(400, `Bad Request: ${text}`, parameters);
}

/** 403 with Telegram's prefix. */
export function forbidden(text: string): ApiFailure {
  return new ApiFailure(403, `Forbidden: ${text}`);
}

/** 429: come again after so many whole seconds. */
export function tooManyRequests(retryAfterSeconds: number): ApiFailure {
  return new ApiFailure(429, `Too Many Requests: retry after ${retryAfterSeconds}`, {
    retry_after: retryAfterSeconds,
  });
}

/** 409: two pollers, or polling beside a webhook. */
export function conflict(text: string): ApiFailure {
  return new ApiFailure(409, `Conflict: ${text}`);
}
