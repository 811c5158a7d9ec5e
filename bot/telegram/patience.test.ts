/** Which failed calls of a conversation are made again, and which never are. */
import { describe, expect, test } from "vitest";
import { fakeEffects } from "../effects/fake.ts";
import { makeClient } from "./client.ts";
import type { FakeAnswer } from "./testing/fake-api.ts";
import { API_ROOT, FakeApi, TOKEN } from "./testing/fake-api.ts";

const message = { result: { message_id: 1, date: 0, chat: { id: 5, type: "private" } } };
const tooFast = (retryAfter: number): FakeAnswer => ({
  error: 429,
  description: `Too Many Requests: retry after ${retryAfter}`,
  retryAfter,
});
const broken: FakeAnswer = { error: 502, description: "Bad Gateway" };
const silent: FakeAnswer = { network: new Error("no network") };
const refused: FakeAnswer = { error: 400, description: "Bad Request: message text is empty" };

const calls = {
  send: ["sendMessage", (api: Api) => api.sendMessage(5, "hello")],
  edit: ["editMessageText", (api: Api) => api.editMessageText(5, 1, "hello")],
} as const;
type Api = ReturnType<typeof makeClient>["api"];

describe("a call", () => {
  test.each<[keyof typeof calls, string, FakeAnswer[], "ok" | "fails", number]>([
    ["send", "too fast", [tooFast(3), message], "ok", 3000],
    ["send", "too fast for longer than anybody waits", [tooFast(600)], "fails", 0],
    ["send", "always too fast", [tooFast(1), tooFast(1), tooFast(1)], "fails", 2000],
    ["send", "answered by 502, which may have been sent", [broken], "fails", 0],
    ["send", "without an answer, which may have been sent", [silent], "fails", 0],
    ["send", "refused", [refused], "fails", 0],
    ["edit", "answered by 502", [broken, message], "ok", 1000],
    ["edit", "without an answer", [silent, silent, message], "ok", 3000],
    ["edit", "never answered", [silent, silent, silent], "fails", 3000],
    ["edit", "refused", [refused], "fails", 0],
  ])("to %s, %s", async (name, _, answers, outcome, waitsMs) => {
    const [method, call] = calls[name];
    const fake = new FakeApi();
    for (const answer of answers) fake.expect(method, answer);
    const effects = fakeEffects({ fetch: fake.fetch });
    const begun = effects.now();
    const { api } = makeClient({ token: TOKEN, apiRoot: API_ROOT, effects });
    const said = await effects.until(
      call(api).then(
        () => "ok",
        () => "fails",
      ),
    );
    expect(said).toBe(outcome);
    expect(fake.calls).toHaveLength(answers.length);
    expect(effects.now() - begun).toBe(waitsMs);
  });
});
