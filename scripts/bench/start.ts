/**
 * The figure `start`: from `npm start` (dependencies installed) to the first answer of the bot, the
 * memory of all its processes, and the Mini App's weight and speed on a slow phone.
 */
import type { Browser } from "playwright-core";
import { openBrowser } from "../e2e/browser.ts";
import { Device } from "../e2e/device.ts";
import { pause } from "../e2e/eventually.ts";
import type { Person } from "../e2e/person.ts";
import { initDataOf } from "../e2e/person.ts";
import { keepsNote, opening, PASSPHRASE, setsUp } from "../e2e/story-steps.ts";
import type { Bench, Figures } from "./bench.ts";
import { Phone } from "./mini-app.ts";
import { NpmStart } from "./npm-start.ts";

const NOTE = "測るための、ひとつの記録。";
/** How long nothing is asked of it before its memory counts as idle. */
const IDLE_MS = 15_000;
/** Addresses under /app/ whose scripts are weighed with the key open, OpenPGP included. */
const ROUTES = { home: "", notes: "notes", write: "notes/new", settings: "settings" } as const;

export const startBench: Bench = {
  what: "npm start to the first answer, memory, and the Mini App's weight and speed",
  async measure(say) {
    say("npm start, in a new folder …");
    const local = new NpmStart();
    const browser = await openBrowser();
    try {
      const owner = await local.owner();
      const startToFirstAnswerSeconds = await firstAnswer(local, owner);
      say(`first answer after ${startToFirstAnswerSeconds} s; setting up a log …`);
      const device = await makesLog(owner);
      await keepsNote(owner, NOTE);
      say("opening the Mini App …");
      const app = await measureApp(browser, owner, device);
      say("waiting until it is idle …");
      await pause(IDLE_MS);
      return {
        startToFirstAnswerSeconds,
        peakMemoryMB: Math.round(local.peakMemoryMB),
        idleMemoryMB: Math.round(local.memoryMB()),
        ...app,
      };
    } finally {
      await browser.close();
      await local.stop();
    }
  },
};

async function firstAnswer(local: NpmStart, owner: Person): Promise<number> {
  await owner.says("/start");
  await owner.sees(opening("setup.greeting"));
  return Math.round(performance.now() - local.startedAt) / 1000;
}

async function makesLog(owner: Person): Promise<Device> {
  await setsUp(owner);
  const launch = await owner.launchesMiniApp();
  const device = await Device.signIn(new URL(launch.url).origin, initDataOf(launch));
  await device.makesKey(PASSPHRASE);
  return device;
}

async function measureApp(browser: Browser, owner: Person, device: Device): Promise<Figures> {
  const addressOf = async (route: string): Promise<string> => {
    const { hash } = new URL((await owner.launchesMiniApp()).url);
    return `${device.origin}/app/${route}${hash}`;
  };
  const phone = await Phone.take(browser);
  try {
    await phone.restoresKey(await addressOf(""), PASSPHRASE);
    // The key is there and closed: what everybody loads who opens the app.
    const firstRouteJsGzipBytes = await phone.scriptBytes(await addressOf(""));
    await phone.remembersKey(await addressOf("unlock"), PASSPHRASE);
    const routeJsGzipBytes: Record<string, number> = {};
    for (const [name, route] of Object.entries(ROUTES)) {
      routeJsGzipBytes[name] = await phone.scriptBytes(await addressOf(route));
    }
    const { firstPaintMs, seenMs } = await phone.timeUntil(await addressOf("notes"), NOTE);
    return {
      firstRouteJsGzipBytes,
      routeJsGzipBytes,
      firstPaintMs: Math.round(firstPaintMs),
      firstRecordMs: Math.round(seenMs),
    };
  } finally {
    await phone.close();
  }
}
