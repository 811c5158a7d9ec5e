/**
 * The API as a client sees it. The log behind it is a fake that judges: it keeps what it was asked
 * and refuses what the real one would.
 */
import { describe, expect, test } from "vitest";
import { REPLAY_VERSION } from "../../shared/log/state.ts";
import type { Fingerprint, Hash, LogId, Segment, Writer } from "../../shared/log/types.ts";
import { encodeUtf8, toBase64, toHex } from "../../shared/std/bytes.ts";
import { hmacSha256 } from "../../shared/std/hash.ts";
import { fakeEffects } from "../effects/fake.ts";
import type { FindOutcome, OwnerLog } from "../logserver/port.ts";
import { LogError } from "../logserver/port.ts";
import { TransportError } from "../logserver/transport.ts";
import { memoryStorage } from "../storage/memory.ts";
import { ABSENCE_MS } from "./brief-absence.ts";
import type { HttpHandler } from "./create-http.ts";
import { createHttp } from "./create-http.ts";
import { healthToken } from "./health.ts";
import type { HttpOptions } from "./options.ts";

const token = "7000000001:local-test";
const secret = new Uint8Array(32).fill(9);
const log = `${"0".repeat(31)}1`;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Alice's log: three segments, of which the second holds a large body and an erased one. */
type AliceLog = { -readonly [Part in keyof OwnerLog]: OwnerLog[Part] };

function aliceLog(): AliceLog & { readonly asked: unknown[] } {
  const asked: unknown[] = [];
  const bodies = [[bytes("one")], [new Uint8Array(70_000).fill(5), null], [bytes("three")]];
  const segment = (sequence: number): Segment => ({
    frame: {
      frame: { topic: "notes" } as Segment["frame"]["frame"],
      signed: bytes(`frame ${sequence}`),
      hash: "" as Hash,
    },
    bodies: bodies[sequence - 1] ?? [],
  });
  return {
    asked,
    ownerId: 41,
    status: async () => ({
      logId: log as LogId,
      chatId: -1001,
      chatTitle: "葵のログ",
      condition: "ready",
      troubles: [],
      recordsDurable: 3,
      envelopesWaiting: 0,
      oldestWaitingAt: null,
      lastCheckpointAt: 5,
      lastSequence: 3,
      keysetVersion: 1,
      botFingerprint: "d".repeat(64) as Fingerprint,
    }),
    state: () => ({
      version: REPLAY_VERSION,
      createdAt: 0,
      role: "owner",
      language: "ja",
      settings: {},
      keyBackup: null,
      registry: {},
    }),
    append: () => Promise.reject(new Error("the API never seals")),
    recordIdOf: () => "e".repeat(32),
    appendSealed: async (envelope) => {
      asked.push(envelope);
      if (envelope.label.counter === 99) throw new LogError("envelopeRefused", "counter");
      if (envelope.label.counter === 50) throw new TransportError("lost", "sendMessage", "timeout");
      const place = { sequence: 4, index: 0, messageId: 12 };
      const never = new Promise<typeof place>(() => undefined);
      const durable = envelope.label.counter === 2 ? never : Promise.resolve(place);
      return { recordIds: envelope.records, repeated: false, durable };
    },
    writerHead: () => ({ counter: 7, hash: "f".repeat(64) as Hash }),
    storeKeyBackup: async (armored, fingerprint) => void asked.push([armored, fingerprint]),
    readKeyBackup: async () => "-----BEGIN PGP PRIVATE KEY BLOCK-----\nx",
    keysets: () => [bytes("keyset")],
    botCertificates: () => [bytes("certificate")],
    installKeyset: async (signed) => {
      if (signed.length < 9) throw new LogError("keysetRefused", "signature");
    },
    segments: async (from, to) =>
      [1, 2, 3]
        .filter((sequence) => sequence >= from && sequence <= to)
        .map((sequence) => ({ segment: segment(sequence), messageId: sequence * 10, threadId: 3 })),
    erase: async (sequence, index) => void asked.push([sequence, index]),
    checkpoint: async () => undefined,
    retire: async () => undefined,
  };
}

function world(overrides: Partial<HttpOptions> = {}) {
  const effects = fakeEffects();
  const alice = aliceLog();
  const finds: number[] = [];
  const find = async (ownerId: number): Promise<FindOutcome> => {
    finds.push(ownerId);
    if (ownerId === 41) return { kind: "found", log: alice };
    if (ownerId === 44) return { kind: "found", log: alice };
    return ownerId === 43 ? { kind: "unreachable", why: "telegramSilent" } : { kind: "absent" };
  };
  const handle = createHttp({
    logServers: { find },
    effects,
    storage: memoryStorage(),
    bot: { id: 7000000001, username: "libral_bot", token },
    secret,
    version: "0.1.0",
    initDataPublicKey: null,
    localParentOrigin: null,
    assets: null,
    webhook: null,
    ...overrides,
  });
  let launches = 0;
  /** Signs like Telegram; each launch has a query id of its own. */
  const initData = (userId: number, at = effects.now()): string => {
    const fields = [
      ["auth_date", String(Math.floor(at / 1000))],
      ["query_id", `q${launches++}`],
      ["user", JSON.stringify({ id: userId, first_name: "葵", language_code: "ja-JP" })],
    ];
    const key = hmacSha256(encodeUtf8("WebAppData"), encodeUtf8(token));
    const text = fields.map((field) => field.join("=")).join("\n");
    return new URLSearchParams([
      ...fields,
      ["hash", toHex(hmacSha256(key, encodeUtf8(text)))],
    ]).toString();
  };
  const signIn = async (userId: number): Promise<string> =>
    (await answer(await post(handle, "/api/session", { initData: initData(userId) }))).token;
  return { effects, alice, finds, handle, initData, signIn };
}

const request = (path: string, init: RequestInit = {}) =>
  new Request(`http://bot.test${path}`, init);
const authorization = (session?: string): Record<string, string> =>
  session ? { Authorization: `Bearer ${session}` } : {};
const get = (handle: HttpHandler, path: string, session?: string) =>
  handle(request(path, { headers: authorization(session) }));
const post = (handle: HttpHandler, path: string, body: unknown, session?: string) =>
  handle(
    request(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...authorization(session) },
      body: typeof body === "string" ? body : JSON.stringify(body),
    }),
  );
const answer = async (response: Response) => JSON.parse(await response.text());
const codeOf = async (response: Response): Promise<unknown> => [
  response.status,
  (await answer(response)).error?.code,
];

const label = {
  topic: "notes",
  audience: "owner",
  keyset: 1,
  writer: `device-${"a".repeat(16)}` as Writer,
  counter: 1,
  previous: "0".repeat(64),
};
const envelope = { label, records: ["b".repeat(32)], body: toBase64(bytes("sealed")) };

describe("signing in", () => {
  test("answers who it is, which bot, and a session that works", async () => {
    const { handle, initData, effects } = world();
    const response = await post(handle, "/api/session", { initData: initData(41) });
    const said = await answer(response);
    expect(said).toMatchObject({
      user: { id: 41, firstName: "葵", language: "ja" },
      bot: { id: 7000000001, username: "libral_bot" },
      expiresAt: effects.now() + 900_000,
    });
    expect((await get(handle, "/api/log", said.token)).status).toBe(200);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
  });

  test("with the same initData works once", async () => {
    const { handle, initData } = world();
    const once = initData(41);
    expect((await post(handle, "/api/session", { initData: once })).status).toBe(200);
    const again = await post(handle, "/api/session", { initData: once });
    expect(await codeOf(again)).toEqual([401, "initDataReplayed"]);
  });

  test("with forged or old initData is refused in the person's language", async () => {
    const { handle, initData, effects } = world();
    const forged = initData(41).replace("%22id%22%3A41", "%22id%22%3A42");
    const refused = await post(handle, "/api/session", { initData: forged });
    expect(await codeOf(refused)).toEqual([401, "initDataForged"]);
    const old = initData(41, effects.now() - 3_700_000);
    const expired = await handle(
      request("/api/session", {
        method: "POST",
        headers: { "Content-Type": "application/json", "Accept-Language": "ja,en;q=0.5" },
        body: JSON.stringify({ initData: old }),
      }),
    );
    const { error } = await answer(expired);
    expect([expired.status, error.code]).toEqual([401, "initDataExpired"]);
    expect(error.message).toContain("もう一度開いてください");
  });

  test("too often is slowed down, for that one person", async () => {
    const { handle, initData } = world();
    const open = (userId: number) => post(handle, "/api/session", { initData: initData(userId) });
    for (let count = 0; count < 20; count++) expect((await open(41)).status).toBe(200);
    expect(await codeOf(await open(41))).toEqual([429, "tooManyRequests"]);
    expect((await open(42)).status).toBe(200);
  });

  test("lasts 15 minutes, and longer when it is renewed in time", async () => {
    const { handle, signIn, effects } = world();
    const first = await signIn(41);
    await effects.advance(899_000);
    const renewed = (await answer(await post(handle, "/api/session/renew", "", first))).token;
    await effects.advance(2_000);
    expect(await codeOf(await get(handle, "/api/log", first))).toEqual([401, "sessionExpired"]);
    expect((await get(handle, "/api/log", renewed)).status).toBe(200);
  });

  test("leaves neither initData nor tokens in the traces", async () => {
    const { handle, initData, effects, signIn } = world();
    const once = initData(41);
    await post(handle, "/api/session", { initData: once });
    await post(handle, "/api/session", { initData: once });
    const session = await signIn(41);
    await get(handle, `/api/envelopes/9/9?token=${session}`, session);
    const traced = JSON.stringify(effects.traces);
    expect(traced).toContain("initDataReplayed");
    for (const part of [once.slice(-64), session, session.slice(-20), token]) {
      expect(traced).not.toContain(part);
    }
  });
});

describe("without a session", () => {
  const { handle } = world();
  test.each([
    ["GET", "/api/log"],
    ["GET", "/api/segments?from=1&to=2"],
    ["GET", "/api/envelopes/1/0"],
    ["GET", "/api/key"],
    ["GET", `/api/writers/device-${"a".repeat(16)}`],
    ["POST", "/api/key"],
    ["POST", "/api/keyset"],
    ["POST", "/api/envelopes"],
    ["POST", "/api/erase"],
    ["POST", "/api/session/renew"],
    ["GET", "/api/anything"],
  ])("%s %s is refused", async (method, path) => {
    expect(await codeOf(await handle(request(path, { method })))).toEqual([401, "sessionMissing"]);
  });
});

describe("the log", () => {
  test("is described with what a device needs to verify it", async () => {
    const { handle, signIn } = world();
    const said = await answer(await get(handle, "/api/log", await signIn(41)));
    expect(said).toMatchObject({
      condition: "ready",
      log: {
        id: log,
        lastSequence: 3,
        botCertificates: [toBase64(bytes("certificate"))],
        keysets: [toBase64(bytes("keyset"))],
        keyBackup: null,
      },
    });
  });

  test("of somebody without one is absent; one that is silent is not said to be absent", async () => {
    const { handle, signIn } = world();
    const bob = await answer(await get(handle, "/api/log", await signIn(42)));
    expect(bob).toEqual({ condition: "absent", troubles: [], log: null });
    const carol = await answer(await get(handle, "/api/log", await signIn(43)));
    expect(carol).toMatchObject({ condition: "unreachable", troubles: ["telegramSilent"] });
    const segments = await get(handle, "/api/segments?from=1&to=1", await signIn(43));
    expect(await codeOf(segments)).toEqual([503, "telegramSilent"]);
  });

  test("that is not there is looked for once in a while, however often somebody asks", async () => {
    const { handle, signIn, finds, effects } = world();
    for (const [userId, condition] of [
      [42, "absent"],
      [43, "unreachable"],
    ] as const) {
      const session = await signIn(userId);
      finds.length = 0;
      for (let call = 0; call < 40; call++) {
        expect(await answer(await get(handle, "/api/log", session))).toMatchObject({ condition });
        expect((await get(handle, "/api/key", session)).status).not.toBe(200);
      }
      expect(finds).toEqual([userId]);
      await effects.advance(ABSENCE_MS);
      await get(handle, "/api/log", session);
      expect(finds).toEqual([userId, userId]);
    }
    const alice = await signIn(41);
    finds.length = 0;
    for (let call = 0; call < 3; call++) await get(handle, "/api/log", alice);
    expect(finds).toHaveLength(3);
  });

  test("is always that of the session's person", async () => {
    const { handle, signIn, finds, alice } = world();
    const bob = await signIn(42);
    expect((await get(handle, "/api/segments?from=1&to=3&owner=41", bob)).status).toBe(404);
    expect((await get(handle, "/api/envelopes/1/0", bob)).status).toBe(404);
    expect((await post(handle, "/api/erase", { sequence: 1, index: 0 }, bob)).status).toBe(404);
    expect(new Set(finds)).toEqual(new Set([42]));
    expect(alice.asked).toEqual([]);
  });

  test("that belongs to somebody else is never given, even if it were found", async () => {
    const { handle, signIn } = world();
    const dave = await signIn(44);
    const read = await get(handle, "/api/segments?from=1&to=3", dave);
    expect(await codeOf(read)).toEqual([403, "notYours"]);
  });
});

describe("segments", () => {
  test("come with frames and sealed bodies; a large body as its size, an erased one as null", async () => {
    const { handle, signIn } = world();
    const alice = await signIn(41);
    const said = await answer(await get(handle, "/api/segments?from=1&to=50", alice));
    expect(said.lastSequence).toBe(3);
    expect(said.segments.map((segment: { bodies: unknown }) => segment.bodies)).toEqual([
      [toBase64(bytes("one"))],
      [{ sizeBytes: 70_000 }, null],
      [toBase64(bytes("three"))],
    ]);
    const large = await get(handle, "/api/envelopes/2/0", alice);
    expect(large.headers.get("Content-Type")).toBe("application/octet-stream");
    expect(new Uint8Array(await large.arrayBuffer())).toEqual(new Uint8Array(70_000).fill(5));
    expect((await get(handle, "/api/envelopes/2/1", alice)).status).toBe(404);
  });

  test.each([
    "from=0&to=1",
    "from=1&to=51",
    "from=2&to=1",
    "from=1",
    "from=1e0&to=2",
    "from=-1&to=2",
  ])("refuses the range %s", async (range) => {
    const { handle, signIn } = world();
    const response = await get(handle, `/api/segments?${range}`, await signIn(41));
    expect(await codeOf(response)).toEqual([400, "badRequest"]);
  });
});

describe("an envelope", () => {
  test("is handed to the log as it came, and its place is answered when it is durable", async () => {
    const { handle, signIn, alice } = world();
    const response = await post(handle, "/api/envelopes", envelope, await signIn(41));
    expect(response.status).toBe(200);
    expect(await answer(response)).toEqual({ durable: true, sequence: 4, index: 0 });
    expect(alice.asked).toEqual([{ label, records: envelope.records, body: bytes("sealed") }]);
  });

  test("that is not durable after five seconds is answered as accepted only", async () => {
    const { handle, signIn, effects } = world();
    const slow = { ...envelope, label: { ...label, counter: 2 } };
    const response = await effects.until(post(handle, "/api/envelopes", slow, await signIn(41)));
    expect(response.status).toBe(202);
    expect(await answer(response)).toEqual({ durable: false, sequence: null, index: null });
  });

  test("that the log refuses, or that Telegram does not answer for, says so", async () => {
    const { handle, signIn, effects } = world();
    const alice = await signIn(41);
    const send = (counter: number) =>
      post(handle, "/api/envelopes", { ...envelope, label: { ...label, counter } }, alice);
    expect(await codeOf(await send(99))).toEqual([422, "envelopeRefused"]);
    expect(await codeOf(await send(50))).toEqual([503, "telegramSilent"]);
    expect(effects.pendingTimers()).toBe(0);
  });

  test.each([
    [
      "the bot as writer",
      { ...envelope, label: { ...label, writer: `bot-${"a".repeat(16)}` } },
      422,
    ],
    ["an unknown topic", { ...envelope, label: { ...label, topic: "secrets" } }, 400],
    ["counter 0", { ...envelope, label: { ...label, counter: 0 } }, 400],
    ["a short hash", { ...envelope, label: { ...label, previous: "00" } }, 400],
    ["no record", { ...envelope, records: [] }, 400],
    ["a body that is not base64", { ...envelope, body: "%%%" }, 400],
    ["no JSON", "{", 400],
    ["an array", [], 400],
  ])("with %s is refused", async (_, body, status) => {
    const { handle, signIn, alice } = world();
    expect((await post(handle, "/api/envelopes", body, await signIn(41))).status).toBe(status);
    expect(alice.asked).toEqual([]);
  });
});

describe("bodies", () => {
  test("over the limit are refused, announced or not", async () => {
    const { handle, signIn } = world();
    const alice = await signIn(41);
    const big = JSON.stringify({ signed: "A".repeat(200_000) });
    expect(await codeOf(await post(handle, "/api/keyset", big, alice))).toEqual([413, "tooLarge"]);
    const streamed = request("/api/keyset", {
      method: "POST",
      headers: { "Content-Type": "application/json", ...authorization(alice) },
      body: new Blob([big]).stream(),
      duplex: "half",
    } as RequestInit);
    expect(await codeOf(await handle(streamed))).toEqual([413, "tooLarge"]);
  });

  test("of somebody without a log are not even read", async () => {
    const { handle, signIn } = world();
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled += 1;
          controller.enqueue(new Uint8Array(64 * 1024));
        },
      },
      { highWaterMark: 0 },
    );
    const streamed = request("/api/envelopes", {
      method: "POST",
      headers: { "Content-Type": "application/json", ...authorization(await signIn(42)) },
      body: endless,
      duplex: "half",
    } as RequestInit);
    expect(await codeOf(await handle(streamed))).toEqual([404, "notFound"]);
    expect(pulled).toBe(0);
  });

  test("of many megabytes arrive; base64 with another spelling is refused, not our mistake", async () => {
    const { handle, signIn, alice } = world();
    const session = await signIn(41);
    const large = { ...envelope, body: "A".repeat(16_000_000) };
    expect((await post(handle, "/api/envelopes", large, session)).status).toBe(200);
    expect(alice.asked).toHaveLength(1);
    const spelled = { ...envelope, body: "AB==" };
    expect(await codeOf(await post(handle, "/api/envelopes", spelled, session))).toEqual([
      400,
      "badRequest",
    ]);
  });

  test("that are large are worked on a few at a time, for each person", async () => {
    let inside = 0;
    let most = 0;
    const { handle, signIn, alice } = world();
    const { segments } = alice;
    alice.segments = async (from, to) => {
      expect(to).toBe(from);
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
      return segments(from, to);
    };
    const session = await signIn(41);
    const ask = () => get(handle, "/api/segments?from=1&to=3", session);
    const answers = await Promise.all(Array.from({ length: 70 }, ask));
    const statuses = answers.map((one) => one.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(63);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
    expect(most).toBe(3);
    expect((await ask()).status).toBe(200);
  });

  test("of another type are refused", async () => {
    const { handle, signIn } = world();
    const form = request("/api/erase", {
      method: "POST",
      headers: { "Content-Type": "text/plain", ...authorization(await signIn(41)) },
      body: JSON.stringify({ sequence: 1, index: 0 }),
    });
    expect(await codeOf(await handle(form))).toEqual([400, "badRequest"]);
  });
});

describe("the key", () => {
  const locked = "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nx\n";

  test("backup is stored, and read back; keysets and writers answer", async () => {
    const { handle, signIn, alice } = world();
    const session = await signIn(41);
    const key = { locked, fingerprint: "c".repeat(64) };
    expect((await post(handle, "/api/key", key, session)).status).toBe(200);
    expect(alice.asked).toEqual([[locked, "c".repeat(64)]]);
    expect(await answer(await get(handle, "/api/key", session))).toMatchObject({
      locked: expect.stringContaining("PRIVATE KEY"),
    });
    const keyset = { signed: toBase64(bytes("long enough")) };
    expect((await post(handle, "/api/keyset", keyset, session)).status).toBe(200);
    const head = await get(handle, `/api/writers/device-${"a".repeat(16)}`, session);
    expect(await answer(head)).toEqual({ counter: 7, hash: "f".repeat(64) });
  });

  test("that is no locked key, a keyset that is refused, a writer that is none: each says so", async () => {
    const { handle, signIn } = world();
    const session = await signIn(41);
    const notKey = { locked: "hello", fingerprint: "c".repeat(64) };
    expect(await codeOf(await post(handle, "/api/key", notKey, session))).toEqual([
      400,
      "badRequest",
    ]);
    const keyset = await post(handle, "/api/keyset", { signed: toBase64(bytes("x")) }, session);
    expect(await codeOf(keyset)).toEqual([422, "keysetRefused"]);
    expect((await get(handle, "/api/writers/device-1", session)).status).toBe(400);
  });
});

describe("the Mini App's files", () => {
  const files: { readonly [path: string]: string } = {
    "index.html": "<!doctype html><html><head><title>Libral</title></head></html>",
    "assets/main-1.js": "x",
  };
  const assets = async (path: string) => (files[path] ? bytes(files[path]) : null);

  test("every route of the app is the one page, under a policy that lets nothing else in", async () => {
    const { handle } = world({ assets });
    for (const path of ["/app/", "/app/notes", "/app/records/5/0", "/app/index.html"]) {
      const response = await get(handle, path);
      expect(await response.text()).toBe(files["index.html"]);
      expect(response.headers.get("Cache-Control")).toBe("no-cache");
      const policy = response.headers.get("Content-Security-Policy") ?? "";
      expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';");
      expect(policy).toMatch(/frame-ancestors https:\/\/web\.telegram\.org;/);
      expect(response.headers.has("X-Frame-Options")).toBe(false);
      expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(response.headers.get("Referrer-Policy")).toBe("no-referrer");
    }
  });

  test("hashed files stay for ever; what is not there is not the page", async () => {
    const { handle } = world({ assets });
    const script = await get(handle, "/app/assets/main-1.js");
    expect(script.headers.get("Cache-Control")).toContain("immutable");
    expect(script.headers.get("Content-Type")).toContain("text/javascript");
    expect(script.headers.get("Content-Security-Policy")).toContain("wasm-unsafe-eval");
    for (const path of [
      "/app/assets/gone.js",
      "/app/%2e%2e/secret.js",
      "/app/..%2fsecret.js",
      "/app/.env.js",
    ]) {
      expect((await get(handle, path)).status, path).toBe(404);
    }
  });

  test("in local mode the page and its policy name the local Telegram, and only then", async () => {
    const { handle } = world({ assets, localParentOrigin: "http://127.0.0.1:4711" });
    const response = await get(handle, "/app/");
    expect(await response.text()).toContain(
      '<head><meta name="tg-host" content="http://127.0.0.1:4711">',
    );
    expect(response.headers.get("Content-Security-Policy")).toContain(
      "frame-ancestors https://web.telegram.org http://127.0.0.1:4711;",
    );
    expect(() => world({ localParentOrigin: 'http://x"><script>' })).toThrow();
  });
});

describe("health and the webhook", () => {
  test("health answers everybody, details only who knows the token", async () => {
    const healthLog = {
      condition: "ready",
      recordsDurable: 3,
      envelopesWaiting: 0,
      lastSequence: 3,
    };
    const { handle } = world({ healthDetail: async () => ({ logs: [healthLog] }) });
    expect(await answer(await get(handle, "/health"))).toEqual({ ok: true, version: "0.1.0" });
    expect((await get(handle, "/health?detail")).status).toBe(401);
    const detail = await get(handle, "/health?detail", healthToken(secret));
    expect(await answer(detail)).toMatchObject({
      logCount: 1,
      recordsDurable: 3,
      logs: [healthLog],
    });
  });

  test("health counts the sealed notes that the Mini App was given", async () => {
    const { handle, signIn } = world();
    const handedOut = async (): Promise<number> =>
      (await answer(await get(handle, "/health?detail", healthToken(secret)))).notesHandedOut;
    expect(await handedOut()).toBe(0);
    await get(handle, "/api/segments?from=1&to=2", await signIn(41));
    // Three bodies, of which one is erased.
    expect(await handedOut()).toBe(2);
  });

  test("the webhook gets Telegram's request untouched, at its own path only", async () => {
    const webhook = {
      path: "/telegram",
      handle: async (got: Request) => new Response(await got.text(), { status: 202 }),
    };
    const { handle } = world({ webhook });
    const said = await post(handle, "/telegram", { update_id: 1 });
    expect([said.status, await said.text()]).toEqual([202, '{"update_id":1}']);
    expect((await get(handle, "/telegram")).status).toBe(404);
    expect((await post(world().handle, "/telegram", {})).status).toBe(404);
  });
});
