/**
 * One program under supervision: started again when it crashes, stopped when it should, killed
 * when that is the point. It runs in a process group of its own, so that Ctrl-C reaches only
 * the supervisor, and ends by itself when the supervisor is gone (watch-parent.mjs).
 */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import type { WriteStream } from "node:fs";
import { createWriteStream, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { restartDelayMs, STEADY_MS } from "./backoff.ts";

const root = resolve(import.meta.dirname, "../..");
const watcher = pathToFileURL(resolve(import.meta.dirname, "watch-parent.mjs")).href;
const STOP_GRACE_MS = 8000;
const LOG_BYTES_MAX = 5 * 1024 * 1024;

export interface ChildOptions {
  readonly name: string;
  /** TypeScript file, from the root of the project. */
  readonly script: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Everything it writes. Begun anew when it grew past 5 MB. */
  readonly logFile: string;
  /** A line that it wrote to `stream`, after it went to the log. */
  onLine(line: string, stream: "stdout" | "stderr"): void;
  /** It ended by itself; it is started again in `delayMs`, or never when that is null. */
  onCrash(how: string, delayMs: number | null): void;
}

/** How many lines a child's last words have. */
const LAST_LINES = 15;

export class Child {
  readonly #options: ChildOptions;
  readonly #log: WriteStream;
  #process: ChildProcess | null = null;
  #ended: Promise<void> = Promise.resolve();
  #lastLines: readonly string[] = [];
  #crashes = 0;
  #wasReady = false;
  #restart: NodeJS.Timeout | null = null;
  /** False from the moment on that its end is our wish. */
  #wanted = false;

  constructor(options: ChildOptions) {
    this.#options = options;
    this.#log = openLog(options.logFile);
  }

  get isReady(): boolean {
    return this.#wasReady;
  }

  get isRunning(): boolean {
    return this.#process !== null;
  }

  /** The last lines that it wrote, for whoever must say why it ended. */
  get lastWords(): string {
    return this.#lastLines.join("\n");
  }

  /** It has come up: from now on a crash is answered by a new start. Before, it is final. */
  markReady(): void {
    this.#wasReady = true;
  }

  start(): void {
    if (this.#process) return;
    this.#wanted = true;
    const { script, args, environment } = this.#options;
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "--import", watcher, resolve(root, script), ...args],
      {
        cwd: root,
        env: environment,
        detached: true,
        stdio: ["ignore", "pipe", "pipe", "ipc"],
      },
    );
    const started = performance.now();
    this.#process = child;
    this.#follow(child.stdout, "stdout");
    this.#follow(child.stderr, "stderr");
    this.#ended = new Promise((done) => {
      const end = (how: string): void => {
        if (this.#process !== child) return;
        this.#process = null;
        done();
        if (this.#wanted) this.#crashed(how, performance.now() - started);
      };
      child.once("error", (error) => end(error.message));
      child.once("exit", (code, signal) => end(signal ? `by ${signal}` : `with code ${code}`));
    });
  }

  /** Asks it to end, insists after a while, resolves when it has ended. */
  async stop(): Promise<void> {
    this.#unwant();
    const child = this.#process;
    if (!child) return;
    const insist = setTimeout(() => child.kill("SIGKILL"), STOP_GRACE_MS);
    child.kill("SIGTERM");
    await this.#ended;
    clearTimeout(insist);
  }

  /** Ends it at once, as a power cut would. Resolves when it has ended. */
  async kill(): Promise<void> {
    this.#unwant();
    this.#process?.kill("SIGKILL");
    await this.#ended;
  }

  #unwant(): void {
    this.#wanted = false;
    if (this.#restart) clearTimeout(this.#restart);
    this.#restart = null;
  }

  #crashed(how: string, livedMs: number): void {
    this.#crashes = livedMs >= STEADY_MS ? 1 : this.#crashes + 1;
    const delayMs = this.#wasReady ? restartDelayMs(this.#crashes) : null;
    this.#options.onCrash(how, delayMs);
    if (delayMs === null || !this.#wanted) return;
    this.#restart = setTimeout(() => this.start(), delayMs);
  }

  #follow(input: Readable | null, stream: "stdout" | "stderr"): void {
    if (!input) return;
    createInterface({ input }).on("line", (line) => {
      this.#log.write(`${line}\n`);
      this.#lastLines = [...this.#lastLines, line].slice(-LAST_LINES);
      this.#options.onLine(line, stream);
    });
  }
}

function openLog(path: string): WriteStream {
  mkdirSync(dirname(path), { recursive: true });
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return createWriteStream(path, { flags: size > LOG_BYTES_MAX ? "w" : "a", mode: 0o600 });
}
