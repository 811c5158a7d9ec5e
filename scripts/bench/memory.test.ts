/** A figure that is measured wrong is worse than none. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { treeMemoryMB } from "./memory.ts";

const isLinux = process.platform === "linux";

test.runIf(isLinux)("what a child of a child holds is counted, and once", async () => {
  const inner =
    "const held = Buffer.alloc(90e6, 1); console.log('held'); setInterval(() => held, 1e6)";
  const outer = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(inner)}], { stdio: "inherit" })`;
  const child = spawn(process.execPath, ["-e", outer], {
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  try {
    await once(child.stdout, "data");
    const held = treeMemoryMB(child.pid ?? 0);
    expect(held).toBeGreaterThan(90);
    expect(held).toBeLessThan(400);
    expect(treeMemoryMB(process.pid)).toBeGreaterThan(held);
  } finally {
    process.kill(-(child.pid ?? 0), "SIGKILL");
  }
});

test.runIf(isLinux)("a process that is gone holds nothing", () => {
  expect(treeMemoryMB(2 ** 22 + 1)).toBe(0);
});
