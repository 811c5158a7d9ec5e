/** Telegram's posts are believed with the secret only, and answered when they are accepted. */
import { describe, expect, test } from "vitest";
import { fakeEffects } from "../effects/fake.ts";
import { Intake } from "./intake.ts";
import { webhookHandler, webhookSecret } from "./webhook.ts";

const secret = webhookSecret(new Uint8Array(32).fill(3));

function post(body: string, given: string | null = secret): Request {
  const headers = given === null ? {} : { "X-Telegram-Bot-Api-Secret-Token": given };
  return new Request("http://bot.test/telegram/webhook", { method: "POST", headers, body });
}

function setUp() {
  const effects = fakeEffects();
  const handled: number[] = [];
  let end = (): void => {};
  const intake = new Intake(effects, ({ update_id: id }) => {
    handled.push(id);
    return new Promise((resolve) => {
      end = resolve;
    });
  });
  return { effects, handled, handle: webhookHandler(intake, secret, effects), end: () => end() };
}

describe("the webhook", () => {
  test("answers 200 when the update was accepted", async () => {
    const { effects, handled, handle, end } = setUp();
    let status = 0;
    const answered = handle(post('{"update_id":7}')).then((response) => {
      status = response.status;
    });
    await effects.settle();
    expect([handled, status]).toEqual([[7], 0]);
    end();
    await answered;
    expect(status).toBe(200);
  });

  test("asks to come again for one that takes too long, and handles it once", async () => {
    const { effects, handled, handle, end } = setUp();
    const late = handle(post('{"update_id":7}'));
    await effects.advance(30_000);
    const response = await late;
    expect(response.status).toBe(503);
    expect(response.headers.get("Retry-After")).toBe("5");
    const again = handle(post('{"update_id":7}'));
    await effects.settle();
    end();
    expect((await again).status).toBe(200);
    expect(handled).toEqual([7]);
  });

  test.each<[string, string, string | null, number]>([
    ["no secret", '{"update_id":7}', null, 401],
    ["another secret", '{"update_id":7}', "x".repeat(64), 401],
    ["a shorter secret", '{"update_id":7}', secret.slice(1), 401],
    ["what is no JSON", "{", secret, 400],
    ["what is no update", '{"message":{}}', secret, 400],
  ])("refuses %s", async (_, body, given, status) => {
    const { handled, handle } = setUp();
    expect((await handle(post(body, given))).status).toBe(status);
    expect(handled).toEqual([]);
  });

  test("has a secret that Telegram takes, and that is not the operator's", () => {
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(secret).not.toBe("03".repeat(32));
  });
});
