/** Only somebody with the token may ask the supervisor for anything. */
import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FrontDesk } from "./front-desk.ts";
import { askFrontDesk, openFrontDesk } from "./front-desk.ts";
import { chooseFreePorts } from "./ports.ts";

const token = "a-token-of-the-supervisor";
let port = 0;
let desk: FrontDesk | null = null;
let calls: string[] = [];

beforeEach(async () => {
  calls = [];
  [port = 0] = await chooseFreePorts(1);
  desk = await openFrontDesk(port, token, {
    forget: async () => {
      calls.push("forget");
      return { note: "3件が戻りました" };
    },
    fail: async () => {
      throw new Error("the bot does not come up");
    },
  });
});
afterEach(() => desk?.close());

/** Status of a POST with these headers, sent as given. */
function post(path: string, headers: Record<string, string>, method = "POST"): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on("error", reject).end();
  });
}

describe("the supervisor's desk", () => {
  test("does what it is asked for, and says what came of it", async () => {
    expect(await askFrontDesk(port, token, "forget", 1000)).toEqual({ note: "3件が戻りました" });
    expect(calls).toEqual(["forget"]);
  });

  test("says why it could not", async () => {
    await expect(askFrontDesk(port, token, "fail", 1000)).rejects.toThrow("does not come up");
  });

  test("is null to a stranger, and where nobody is", async () => {
    expect(await askFrontDesk(port, "another-token", "forget", 1000)).toBeNull();
    await desk?.close();
    expect(await askFrontDesk(port, token, "forget", 1000)).toBeNull();
    expect(calls).toEqual([]);
  });

  test("refuses another host name, another method and what it does not know", async () => {
    const authorization = `Bearer ${token}`;
    expect(await post("/forget", { authorization, host: "evil.example" })).toBe(401);
    expect(await post("/forget", {})).toBe(401);
    expect(await post("/forget", { authorization }, "GET")).toBe(404);
    expect(await post("/toString", { authorization })).toBe(404);
    expect(calls).toEqual([]);
  });

  test("cannot be opened twice at one port", async () => {
    expect(await openFrontDesk(port, token, {})).toBeNull();
  });
});
