/**
 * The whole bot on a real workerd, made from wrangler.toml as a deployment would be, with the
 * local Telegram calling its webhook: it answers /start, and seals one note.
 */
import type { Miniflare } from "miniflare";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chooseFreePorts } from "../start/ports.ts";
import { Device } from "./device.ts";
import type { Person } from "./person.ts";
import { initDataOf, textOf } from "./person.ts";
import { Stack } from "./stack.ts";
import { keepsNote, opening, PASSPHRASE, setsUp } from "./story-steps.ts";
import { bundleWorker, startWorkerd } from "./workerd.ts";

const NOTE = "workerd の上でも、これは封をされる。";

let stack: Stack;
let workerd: Miniflare;
let origin: string;
let alice: Person;

beforeAll(async () => {
  const [port = 0] = await chooseFreePorts(1);
  origin = `http://127.0.0.1:${port}`;
  stack = await Stack.start({ withBot: false });
  const { PORT: _, HOST: __, DATA_DIR: ___, ...settings } = stack.settings();
  workerd = await startWorkerd(await bundleWorker(), {
    port,
    bindings: { ...settings, PUBLIC_URL: origin },
    durableObjects: { LIBRAL: { className: "LibralObject", useSQLite: true } },
    // As wrangler.toml has it: `run_worker_first`.
    assets: {
      directory: "dist/miniapp",
      binding: "ASSETS",
      routerConfig: { has_user_worker: true, invoke_user_worker_ahead_of_assets: true },
    },
  });
  alice = await stack.person("Alice");
});
afterAll(async () => {
  await workerd?.dispose();
  await stack?.stop();
});

test("only the bot's own paths reach the object; the first of them starts the bot", async () => {
  expect((await fetch(`${origin}/elsewhere`)).status).toBe(404);
  const health = await fetch(`${origin}/health`);
  expect(await health.json()).toMatchObject({ ok: true });
  const page = await fetch(`${origin}/app/`);
  expect(page.headers.get("content-security-policy")).toContain("frame-ancestors");
  expect(await page.text()).toContain("<html");
});

test("/start is answered, a log server is made, and a note stands sealed in the group", async () => {
  await alice.says("/start");
  await alice.sees(opening("setup.greeting"));
  const groupId = await setsUp(alice);

  const device = await Device.signIn(origin, initDataOf(await alice.launchesMiniApp()));
  await device.makesKey(PASSPHRASE);
  await alice.sees(opening("setup.keyReady"));
  await keepsNote(alice, NOTE);

  const inGroup = (await alice.messages(groupId)).map(textOf);
  const sealed = inGroup.filter((one) => one.includes("#notes"));
  expect(sealed).toHaveLength(1);
  expect(sealed[0]).toContain("-----BEGIN PGP MESSAGE-----");
  expect(inGroup.join("\n")).not.toContain(NOTE);

  const { entries, flaws } = await device.reads();
  expect(flaws).toEqual([]);
  expect(entries.map((entry) => entry.record.data.text)).toContain(NOTE);
});
