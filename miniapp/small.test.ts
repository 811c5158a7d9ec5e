/** Small pure things of the Mini App, each a line or two that must not be wrong. */
import { describe, expect, test } from "vitest";
import { safeMime, shownAs } from "./blobs.ts";
import { messageLink } from "./links.ts";
import { healthOf } from "./screens/home/health.ts";
import { compareVersions } from "./telegram.ts";
import { emblemCells, fingerprintGroups } from "./ui/emblem.tsx";

test("versions are compared part by part", () => {
  const sorted = ["10.1", "6.9", "6.10", "9.0", "6.0", "8.0"].sort(compareVersions);
  expect(sorted).toEqual(["6.0", "6.9", "6.10", "8.0", "9.0", "10.1"]);
  expect(compareVersions("9", "9.0")).toBe(0);
});

test("only media types that cannot run anything keep their name", () => {
  for (const mime of [
    "text/html",
    "image/svg+xml",
    "application/xhtml+xml",
    "text/javascript",
    "",
  ]) {
    expect([shownAs(mime), safeMime(mime)]).toEqual(["file", "application/octet-stream"]);
  }
  expect([shownAs("image/JPEG"), safeMime("audio/ogg; codecs=opus")]).toEqual([
    "image",
    "audio/ogg",
  ]);
});

test("links lead to messages of supergroups, and of nothing else", () => {
  expect(messageLink(-1001234567890, 7, 42)).toBe("https://t.me/c/1234567890/7/42");
  expect(messageLink(-1001234567890, 0, 42)).toBe("https://t.me/c/1234567890/42");
  expect(messageLink(-4242, 0, 42)).toBeNull();
  expect(messageLink(-1001234567890, 7, 0)).toBeNull();
});

describe("a fingerprint", () => {
  test("as a picture is mirrored, and another one for another key", () => {
    const cells = emblemCells("a5".repeat(32)).map(([x, y]) => `${x},${y}`);
    for (const [x, y] of emblemCells("a5".repeat(32))) expect(cells).toContain(`${6 - x},${y}`);
    expect(emblemCells("5a".repeat(32))).not.toEqual(emblemCells("a5".repeat(32)));
  });

  test("as digits is all of it", () => {
    const groups = fingerprintGroups("0123456789abcdef".repeat(4));
    expect([groups.length, groups.join("")]).toEqual([16, "0123456789ABCDEF".repeat(4)]);
  });
});

describe("the log server's health", () => {
  const chain = { verified: 3, head: 3, flaw: null, refusal: null, hadWitness: true } as const;

  test("says the worst first", () => {
    const worst = { ...chain, refusal: "forked", flaw: { sequence: 2 } } as const;
    expect(healthOf("stopped", ["groupGone"], worst, false).kind).toBe("refused");
    const flawed = { ...chain, flaw: { sequence: 2 } };
    expect(healthOf("stopped", [], flawed, false)).toEqual({ kind: "flaw", sequence: 2 });
    expect(healthOf("stopped", ["groupGone"], chain, false).kind).toBe("stopped");
    expect(healthOf("ready", [], chain, false).kind).toBe("offline");
    expect(healthOf("recovering", [], chain, true).kind).toBe("recovering");
    expect(healthOf("ready", [], null, true).kind).toBe("good");
  });
});
