/**
 * The Mini App's end of shared/contract/api.ts: one method an endpoint, answers parsed before
 * anybody sees them, every call ended in time. It gives sealed bytes and verifies nothing: that is
 * done behind it.
 */
import * as v from "valibot";
import type {
  EnvelopeAnswer,
  EnvelopeRequest,
  ErrorCode,
  LogAnswer,
  SegmentsAnswer,
  SessionAnswer,
  WriterAnswer,
} from "../../shared/contract/api.ts";
import {
  envelopeAnswer,
  errorAnswer,
  keyAnswer,
  logAnswer,
  okAnswer,
  segmentsAnswer,
  sessionAnswer,
  writerAnswer,
} from "../../shared/contract/api.ts";
import type { Fingerprint, Writer } from "../../shared/log/types.ts";
import type { Effects } from "../effects.ts";

/**
 * Why a call failed: the server's own code; `offline` when nothing came back; `contract` when what
 * came back is not what the contract says (another version of the server, or something between).
 */
export type ApiFailure = ErrorCode | "offline" | "contract";

export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(
    readonly failure: ApiFailure,
    why: string,
    options?: ErrorOptions,
  ) {
    super(why, options);
  }
}

/** All methods reject with ApiError. Bytes are base64, as the contract has them. */
export interface Api {
  /** Exchanges initData for a session; it works once. */
  open(initData: string): Promise<SessionAnswer>;
  renew(): Promise<SessionAnswer>;
  log(): Promise<LogAnswer>;
  /** At most 50 sequences. */
  segments(from: number, to: number): Promise<SegmentsAnswer>;
  /** One sealed envelope that was too large for `segments`. */
  envelope(sequence: number, index: number): Promise<Uint8Array>;
  storeKey(locked: string, fingerprint: Fingerprint): Promise<void>;
  /** The backup as Telegram holds it now; null when there is none. */
  readKey(): Promise<string | null>;
  installKeyset(signed: string): Promise<void>;
  /** What the log expects of this writer's next note: its counter, and the hash before it. */
  writer(writer: Writer): Promise<WriterAnswer>;
  append(envelope: EnvelopeRequest): Promise<EnvelopeAnswer>;
  erase(sequence: number, index: number): Promise<void>;
}

/** An ordinary call. Telegram may be slow behind the server. */
const CALL_MS_MAX = 30_000;
/** A call that carries megabytes, or waits for several messages of Telegram. */
const SLOW_CALL_MS_MAX = 120_000;

interface Call {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: unknown;
  readonly isSlow?: boolean;
}

/** `token` gives the session's token; null before there is one. */
export function createApi(
  effects: Pick<Effects, "fetch" | "after">,
  token: () => string | null,
): Api {
  const send = async (call: Call): Promise<Response> => {
    const abort = new AbortController();
    const cancel = effects.after(call.isSlow ? SLOW_CALL_MS_MAX : CALL_MS_MAX, () => abort.abort());
    const headers: Record<string, string> = {};
    const bearer = token();
    if (bearer) headers.Authorization = `Bearer ${bearer}`;
    if (call.body !== undefined) headers["Content-Type"] = "application/json";
    try {
      const response = await effects.fetch(call.path, {
        method: call.method,
        headers,
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        signal: abort.signal,
        credentials: "omit",
        cache: "no-store",
        redirect: "error",
      });
      if (!response.ok) throw await errorOf(response);
      return response;
    } catch (error) {
      if (error instanceof ApiError) throw error;
      throw new ApiError("offline", `${call.path}: no answer`, { cause: error });
    } finally {
      cancel();
    }
  };
  const ask = async <Schema extends v.GenericSchema>(
    schema: Schema,
    call: Call,
  ): Promise<v.InferOutput<Schema>> => {
    const response = await send(call);
    const parsed = v.safeParse(schema, await readJson(response));
    if (parsed.success) return parsed.output;
    throw new ApiError("contract", `${call.path}: not as the contract says`);
  };
  const get = (path: string): Call => ({ method: "GET", path });
  const post = (path: string, body?: unknown): Call => ({ method: "POST", path, body });

  return {
    open: (initData) => ask(sessionAnswer, post("/api/session", { initData })),
    renew: () => ask(sessionAnswer, post("/api/session/renew")),
    log: () => ask(logAnswer, get("/api/log")),
    segments: (from, to) =>
      ask(segmentsAnswer, { ...get(`/api/segments?from=${from}&to=${to}`), isSlow: true }),
    async envelope(sequence, index) {
      const path = `/api/envelopes/${sequence}/${index}`;
      const response = await send({ ...get(path), isSlow: true });
      return new Uint8Array(await readBytes(response));
    },
    async storeKey(locked, fingerprint) {
      await ask(okAnswer, { ...post("/api/key", { locked, fingerprint }), isSlow: true });
    },
    readKey: async () => (await ask(keyAnswer, { ...get("/api/key"), isSlow: true })).locked,
    async installKeyset(signed) {
      await ask(okAnswer, { ...post("/api/keyset", { signed }), isSlow: true });
    },
    writer: (writer) => ask(writerAnswer, get(`/api/writers/${writer}`)),
    append: (envelope) =>
      ask(envelopeAnswer, { ...post("/api/envelopes", envelope), isSlow: true }),
    async erase(sequence, index) {
      await ask(okAnswer, { ...post("/api/erase", { sequence, index }), isSlow: true });
    },
  };
}

async function errorOf(response: Response): Promise<ApiError> {
  const parsed = v.safeParse(errorAnswer, await readJson(response).catch(() => null));
  // A proxy's own page, for example: nothing of ours answered.
  if (!parsed.success) return new ApiError("offline", `status ${response.status} of somebody else`);
  const { code, message } = parsed.output.error;
  return new ApiError(code, message);
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw new ApiError("offline", "the answer broke off", { cause: error });
  }
}

async function readBytes(response: Response): Promise<ArrayBuffer> {
  try {
    return await response.arrayBuffer();
  } catch (error) {
    throw new ApiError("offline", "the answer broke off", { cause: error });
  }
}
