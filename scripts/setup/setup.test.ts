/** Set-up does nothing when there is nothing to do, and says one clear sentence when it cannot. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hashOfSources } from "./build.mjs";
import { compilerComplaint, isInstalled } from "./install.mjs";
import { run } from "./run.mjs";
import { nodeComplaint } from "./say.mjs";

describe("the Node that runs us", () => {
  test.each(["20.20.0", "20.20.2", "21.0.0", "24.1.0"])("%s will do", (version) => {
    expect(nodeComplaint(version)).toBeNull();
  });

  test.each(["20.19.9", "18.20.8", "8.0.0"])(
    "%s is too old, and the sentence names both",
    (version) => {
      expect(nodeComplaint(version)).toMatch(version);
      expect(nodeComplaint(version)).toMatch("20.20.0");
    },
  );
});

describe("whether node_modules is what the lock says", () => {
  const lock = {
    packages: {
      "": {},
      "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
      "node_modules/for-windows": { version: "2.0.0", integrity: "sha512-w", optional: true },
    },
  };
  const a = { version: "1.0.0", integrity: "sha512-a" };

  test("yes when all is there but what belongs to another platform", () => {
    expect(isInstalled(lock, { packages: { "node_modules/a": a } })).toBe(true);
  });

  test.each([
    ["nothing was installed", null],
    ["an installation was interrupted", {}],
    ["a package is missing", { packages: {} }],
    ["a version changed", { packages: { "node_modules/a": { ...a, version: "1.0.1" } } }],
    ["the bytes changed", { packages: { "node_modules/a": { ...a, integrity: "sha512-b" } } }],
    [
      "a package was removed from the lock",
      { packages: { "node_modules/a": a, "node_modules/b": a } },
    ],
  ])("no when %s", (_why, installed) => {
    expect(isInstalled(lock, installed)).toBe(false);
  });
});

describe("the compiler", () => {
  test("is complete with any of the usual names", () => {
    expect(compilerComplaint((name) => ["python3", "gmake", "clang++"].includes(name))).toBeNull();
  });

  test("is named by what is missing and by how to get it", () => {
    const complaint = compilerComplaint((name) => name === "python3");
    expect(complaint).toMatch("make and g++ are missing");
    expect(complaint).toMatch("apt-get install python3 make g++");
  });
});

describe("what a page was built from", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "libral-setup-"));
    mkdirSync(join(root, "page/part"), { recursive: true });
    writeFileSync(join(root, "page/part/a.ts"), "a");
    writeFileSync(join(root, "lock.json"), "{}");
  });
  afterEach(() => rmSync(root, { recursive: true }));
  const hash = () => hashOfSources(root, ["page", "lock.json", "absent"]);

  test("is the same as long as nothing changed, and tests do not matter", () => {
    const before = hash();
    writeFileSync(join(root, "page/part/a.test.ts"), "test");
    expect(hash()).toBe(before);
  });

  test.each([
    ["a changed byte", () => writeFileSync(join(root, "page/part/a.ts"), "b")],
    ["a new file", () => writeFileSync(join(root, "page/b.ts"), "")],
    ["a changed lock", () => writeFileSync(join(root, "lock.json"), "{ }")],
    [
      "a moved file",
      () => {
        rmSync(join(root, "page/part/a.ts"));
        writeFileSync(join(root, "page/a.ts"), "a");
      },
    ],
  ])("differs after %s", (_what, change) => {
    const before = hash();
    change();
    expect(hash()).not.toBe(before);
  });
});

describe("a program that set-up runs", () => {
  test("is ended with all that it started when its time is over", async () => {
    const forever =
      "require('child_process').spawnSync(process.execPath,['-e','setInterval(()=>{},1e6)'],{stdio:'inherit'})";
    const { code, output } = await run(process.execPath, ["-e", forever], {
      cwd: tmpdir(),
      timeoutMs: 300,
    });
    expect(code).toBe(-1);
    expect(output).toMatch("was ended after 0.3 s");
  });

  test("that does not exist is a result, not an exception", async () => {
    const { code, output } = await run("no-such-program", [], { cwd: tmpdir(), timeoutMs: 1000 });
    expect(code).toBe(-1);
    expect(output).toMatch("no-such-program");
  });
});
