/**
 * The one way out of the local Telegram: posting JSON to webhooks of bots and hooks of the host.
 * Real time limits are the network's, not the clock's: a virtual clock must not cut a real socket.
 */

export interface Posted {
  readonly status: number;
  readonly statusText: string;
  /** Seconds that the other side asked to wait; 0 when it did not. */
  readonly retryAfterSeconds: number;
  /** The answer's JSON, or null when it is none. */
  readonly body: unknown;
}

/** Posts and waits for the answer. Throws with the reason when there is none. */
export async function postJson(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
  waitMs: number,
): Promise<Posted> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(waitMs),
    });
    return {
      status: response.status,
      statusText: response.statusText,
      retryAfterSeconds: Number(response.headers.get("retry-after")) || 0,
      body: await response.json().catch(() => null),
    };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new Error(cause instanceof Error ? cause.message : String(cause), { cause: error });
  }
}
