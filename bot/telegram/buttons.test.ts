/** Callback data: what is written comes back, and what is not ours is unknown. */
import { describe, expect, test } from "vitest";
import { keyboardOf, moduleData, readPress, setUpData } from "./buttons.ts";

describe("callback data", () => {
  test("comes back as it was written", () => {
    expect(readPress(moduleData("notes", "delete", "7.1:4"))).toEqual({
      kind: "module",
      moduleId: "notes",
      action: "delete",
      argument: "7.1:4",
    });
    expect(readPress(setUpData("check", "operator", -1001234567890))).toEqual({
      kind: "setup",
      verb: "check",
      role: "operator",
      chatId: -1001234567890,
    });
    expect(readPress("restore:af01")).toEqual({ kind: "restore" });
  });

  test.each(["", "x", "m:notes", "setup:check:owner:", "setup:drop:owner:5", "setup:check:me:5"])(
    "%j is unknown",
    (data) => {
      expect(readPress(data)).toEqual({ kind: "unknown" });
    },
  );

  test("of more than 64 bytes is our mistake", () => {
    expect(() => moduleData("notes", "delete", "x".repeat(50))).toThrow("64 bytes");
  });

  test("of a module's rows names the module; links and the Mini App need none", () => {
    const rows = [
      [
        { text: "消す", action: "delete", argument: "7" },
        { text: "開く", miniApp: "/notes" },
        { text: "グループ", url: "https://t.me/c/1/1" },
      ],
    ];
    expect(keyboardOf(rows, "notes", "https://libral.test")).toEqual({
      inline_keyboard: [
        [
          { text: "消す", callback_data: "m:notes:delete:7" },
          { text: "開く", web_app: { url: "https://libral.test/app/notes" } },
          { text: "グループ", url: "https://t.me/c/1/1" },
        ],
      ],
    });
  });
});
