/**
 * How much memory a process and all its descendants hold, from /proc (Linux). A page that several
 * of them share is counted once (PSS); where the kernel does not say, their resident pages are
 * added up.
 */
import { readdirSync, readFileSync } from "node:fs";

/** Megabytes (10^6 bytes) now. Zero when the process is gone. */
export function treeMemoryMB(rootPid: number): number {
  const parents = parentsByPid();
  const isInside = (pid: number): boolean => {
    for (let at: number | undefined = pid; at; at = parents.get(at))
      if (at === rootPid) return true;
    return false;
  };
  const inside = [...parents.keys()].filter(isInside);
  return inside.reduce((sum, pid) => sum + kilobytesOf(pid), 0) * 0.001024;
}

function parentsByPid(): ReadonlyMap<number, number> {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const parent = /^PPid:\s+(\d+)$/m.exec(read(`/proc/${name}/status`))?.[1];
    if (parent) parents.set(Number(name), Number(parent));
  }
  return parents;
}

function kilobytesOf(pid: number): number {
  const shared = /^Pss:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1];
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1];
  return Number(shared ?? resident ?? 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // The process ended a moment ago, or the kernel keeps this to itself.
    return "";
  }
}
