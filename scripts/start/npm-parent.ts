/**
 * Finding the npm that started us. npm runs a script through a shell and, when it is ended, tells
 * neither; so the supervisor watches for itself whether its npm is still there.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const LOOK_MS = 500;
const SHELLS: ReadonlySet<string> = new Set(["sh", "dash", "bash", "ash", "zsh", "ksh"]);

interface ProcessFacts {
  readonly parent: number;
  /** Name of its program, without a path. */
  readonly name: string;
}

/**
 * Calls `gone` once when the npm that runs the script `start` has ended. Does nothing when we were
 * started in another way, or where processes cannot be looked at.
 */
export function watchNpm(gone: () => void): void {
  if (process.env.npm_lifecycle_event !== "start" || process.platform === "win32") return;
  const npm = npmOf(process.ppid, factsOf);
  const look = setInterval(() => {
    if (isAlive(npm)) return;
    clearInterval(look);
    gone();
  }, LOOK_MS);
  look.unref();
}

/** Our parent, or the parent of the shell that stands between us and npm. */
export function npmOf(parent: number, look: (pid: number) => ProcessFacts | null): number {
  const facts = look(parent);
  return facts && SHELLS.has(facts.name) && facts.parent > 1 ? facts.parent : parent;
}

function factsOf(pid: number): ProcessFacts | null {
  try {
    // pid (name) state parent …; a name may hold spaces and parentheses.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const name = stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
    return { name, parent: Number(stat.slice(stat.lastIndexOf(")") + 1).split(" ")[2]) };
  } catch {
    return factsByPs(pid);
  }
}

/** Where there is no /proc (macOS). */
function factsByPs(pid: number): ProcessFacts | null {
  try {
    const said = execFileSync("ps", ["-o", "ppid=,comm=", "-p", String(pid)], { encoding: "utf8" });
    const [, parent, path = ""] = /^\s*(\d+)\s+-?(.+?)\s*$/.exec(said) ?? [];
    return { parent: Number(parent), name: path.split("/").at(-1) ?? "" };
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
