/**
 * A Bot API for unit tests, at the level of fetch: it answers what it was told to, keeps what it
 * was asked, and fails a call that nobody expected. Only tests import it.
 */
import type { Effects } from "../../effects/port.ts";

export const TOKEN = "123456:test-token-that-must-never-leak-anywhere";
export const API_ROOT = "http://api.test";

/** What one call answers: a result, an error of Telegram, or an error of the network. */
export type FakeAnswer =
  | { readonly result: unknown }
  | { readonly error: number; readonly description: string; readonly retryAfter?: number }
  | { readonly network: Error }
  | { readonly file: Uint8Array; readonly status?: number };

export interface FakeCall {
  readonly method: string;
  readonly payload: Record<string, unknown>;
}

export class FakeApi {
  readonly calls: FakeCall[] = [];
  readonly #answers: { readonly method: string; readonly answer: FakeAnswer }[] = [];

  /** The next call must be of this method, and is answered so. */
  expect(method: string, answer: FakeAnswer): this {
    this.#answers.push({ method, answer });
    return this;
  }

  /** Answers that nobody asked for. */
  get unused(): readonly string[] {
    return this.#answers.map(({ method }) => method);
  }

  readonly fetch: Effects["fetch"] = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const path = url.replace(`${API_ROOT}/`, "").replace(`bot${TOKEN}/`, "");
    const method = path.startsWith("file/") ? "file" : path;
    const payload = await payloadOf(init?.body);
    this.calls.push({ method, payload });
    const next = this.#answers.shift();
    if (next?.method !== method) {
      throw new Error(`fake api: expected ${next?.method ?? "nothing"}, was asked for ${method}`);
    }
    return respond(next.answer);
  };
}

function respond(answer: FakeAnswer): Response {
  if ("network" in answer) throw answer.network;
  if ("file" in answer) {
    return new Response(new Uint8Array(answer.file), { status: answer.status ?? 200 });
  }
  if ("result" in answer) return Response.json({ ok: true, result: answer.result });
  const { error, description, retryAfter } = answer;
  const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } };
  return Response.json(
    { ok: false, error_code: error, description, ...parameters },
    { status: error },
  );
}

/** JSON as it is; of a multipart body only its raw text, for a look at names and contents. */
async function payloadOf(body: RequestInit["body"]): Promise<Record<string, unknown>> {
  if (typeof body === "string") return JSON.parse(body) as Record<string, unknown>;
  if (!body) return {};
  const chunks: Uint8Array[] = [];
  // grammY hands over a stream of bytes for what it uploads.
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return { multipart: Buffer.concat(chunks).toString("utf8") };
}
