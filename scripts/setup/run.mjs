/** Runs one program to its end, keeps what it printed, and never waits longer than it was told. */
import { spawn } from "node:child_process";

/** The end of the output is where programs say what went wrong. */
const OUTPUT_CHARACTERS_MAX = 200_000;

/**
 * Never rejects: a program that cannot be started, or that was ended because its time was over,
 * answers `code` -1 and says so at the end of `output`.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, timeoutMs: number, env?: Record<string, string | undefined> }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { cwd, timeoutMs, env }) {
  return new Promise((resolve) => {
    let output = "";
    /** @param {Buffer | string} chunk */
    const keep = (chunk) => {
      output = (output + chunk).slice(-OUTPUT_CHARACTERS_MAX);
    };
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32" && !command.endsWith(".exe"),
      // A group of its own, so that the time limit also ends what the program started.
      detached: process.platform !== "win32",
    });
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const end = () => endGroup(child.pid);
    const timer = setTimeout(() => {
      keep(`\n${command} was ended after ${timeoutMs / 1000} s without a result.\n`);
      end();
    }, timeoutMs);
    const interrupt = () => {
      end();
      process.exit(130);
    };
    process.once("SIGINT", interrupt);
    process.once("SIGTERM", interrupt);
    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(timer);
      process.off("SIGINT", interrupt);
      process.off("SIGTERM", interrupt);
      resolve({ code, output });
    };
    child.on("error", (error) => {
      keep(`\n${command}: ${error.message}\n`);
      finish(-1);
    });
    child.on("close", (code) => finish(code ?? -1));
  });
}

/** @param {number | undefined} pid */
function endGroup(pid) {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // It ended by itself a moment ago.
  }
}
