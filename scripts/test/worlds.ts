/**
 * The worlds: each tsconfig says what its folder may touch (a page, a process, neither), so the
 * compiler holds that wall. Every file of ours is checked in at least one of them (worlds.test.ts).
 */

/** Folders with a tsconfig.json. `.` is the world of the tests, which may touch everything. */
export const worlds = [
  "shared",
  "bot",
  "miniapp",
  "scripts",
  "scripts/telegram/client",
  ".",
] as const;
