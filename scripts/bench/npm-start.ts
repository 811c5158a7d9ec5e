/**
 * `npm start` as a newcomer types it, in a folder of its own: started, timed, asked as its sample
 * owner, and stopped with everything that it started.
 */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { eventually, pause } from "../e2e/eventually.ts";
import { Person } from "../e2e/person.ts";
import { treeMemoryMB } from "./memory.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const UP_MS = 120_000;
const STOP_MS = 15_000;
const SAMPLE_MS = 200;

export class NpmStart {
  readonly folder = mkdtempSync(join(tmpdir(), "libral-bench-"));
  /** performance.now() when the command was given. */
  readonly startedAt = performance.now();
  readonly #process: ChildProcess;
  readonly #sampler: NodeJS.Timeout;
  #printed = "";
  #peakMemoryMB = 0;

  constructor() {
    this.#process = spawn("npm", ["start", "--", "--data", this.folder], {
      cwd: ROOT,
      // Whatever the machine's settings are: the local Telegram is what is measured.
      env: { ...process.env, BOT_TOKEN: "" },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on("data", (chunk) => {
        this.#printed += chunk;
      });
    }
    this.#sampler = setInterval(() => this.memoryMB(), SAMPLE_MS);
  }

  /** The sample owner, signed in by the URL that was printed. */
  async owner(): Promise<Person> {
    const url = await eventually("npm start to print its URL", async () => this.#url(), {
      withinMs: UP_MS,
      last: () => this.#printed.slice(-500),
    });
    const { origin, searchParams } = new URL(url);
    const token = searchParams.get("token") ?? "";
    const nobody = { user: { id: 0, is_bot: false, first_name: "?" }, token, role: "" };
    const { me, bots } = await new Person(origin, { id: 0, username: "" }, nobody).snapshot();
    const [bot] = bots;
    if (!bot?.username) throw new Error("the local Telegram shows no bot");
    const signedIn = { user: me, token, role: "" };
    return new Person(origin, { id: bot.id, username: bot.username }, signedIn);
  }

  #url(): string | undefined {
    if (this.#process.exitCode !== null) throw new Error(`npm start ended:\n${this.#printed}`);
    return /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(this.#printed)?.[0];
  }

  /** Of all its processes now; npm and the supervisor count. */
  memoryMB(): number {
    const now = treeMemoryMB(this.#process.pid ?? 0);
    this.#peakMemoryMB = Math.max(this.#peakMemoryMB, now);
    return now;
  }

  /** The most since it was started. */
  get peakMemoryMB(): number {
    return this.#peakMemoryMB;
  }

  /** Ends everything and deletes its folder. */
  async stop(): Promise<void> {
    clearInterval(this.#sampler);
    const pid = this.#process.pid ?? 0;
    const isOver = () => this.#process.exitCode !== null || this.#process.signalCode !== null;
    if (!isOver()) process.kill(-pid, "SIGTERM");
    const until = performance.now() + STOP_MS;
    while (!isOver() && performance.now() < until) await pause(50);
    if (!isOver()) process.kill(-pid, "SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }
}
