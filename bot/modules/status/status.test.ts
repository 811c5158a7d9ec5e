/** What /status says of a log in each condition. */
import { describe, expect, test } from "vitest";
import { fakeEffects } from "../../effects/fake.ts";
import { Kernel } from "../../kernel/kernel.ts";
import { FakeLog, fakeTurn, logState, logStatus } from "../../kernel/testing/fake-turn.ts";
import type { LogStatus } from "../../logserver/port.ts";
import { statusModule, statusText } from "./index.ts";

const NOW = 10_000_000_000;
const HOUR_MS = 3_600_000;
const lines = (status: Partial<LogStatus>): readonly string[] =>
  statusText({ ...logStatus, ...status }, { state: () => logState }, NOW, "ja").split("\n");

describe("the lines of /status", () => {
  test("of a log that is well", () => {
    expect(lines({ lastCheckpointAt: NOW - 5 * HOUR_MS })).toEqual([
      "「書庫」のようす",
      "",
      "状態: 動いています",
      "ボットの権限: 必要なものだけ",
      "鍵: あります（第1版、控えなし）",
      "しまった記録: 3 件",
      "送信待ち: 0 件",
      "ログの目次の更新: 5 時間前",
    ]);
  });

  test.each<[string, Partial<LogStatus>, string]>([
    ["without a key", { condition: "needsKey", keysetVersion: 0 }, "鍵: まだありません"],
    ["with something waiting", { envelopesWaiting: 2, oldestWaitingAt: NOW - 120_000 }, "2 分前"],
    ["that never checkpointed", {}, "ログの目次の更新: まだありません"],
    ["whose checkpoint is days old", { lastCheckpointAt: NOW - 72 * HOUR_MS }, "3 日前"],
    ["that lacks rights", { condition: "stopped", troubles: ["missingRights"] }, "足りません"],
    ["that is public", { condition: "stopped", troubles: ["groupPublic"] }, "公開"],
    ["whose group's name is not known yet", { chatTitle: "" }, "ログサーバーのようす"],
    ["that is being read back", { condition: "recovering" }, "読み戻しています"],
  ])("of a log %s", (_, status, words) => {
    expect(lines(status).join("\n")).toContain(words);
  });
});

describe("/status", () => {
  async function withStatus(): Promise<Kernel> {
    const kernel = new Kernel(fakeEffects());
    kernel.registry.register(statusModule);
    await kernel.registry.activateAll();
    return kernel;
  }

  test("answers, and its button looks again in the same message", async () => {
    const kernel = await withStatus();
    const log = new FakeLog();
    const { turn, said } = fakeTurn(log);
    await kernel.command("status", "", () => turn);
    expect(said.replies[0]?.buttons?.[0]).toMatchObject([
      { action: "again" },
      { url: "https://t.me/c/1234/1" },
    ]);
    log.status = { ...logStatus, recordsDurable: 99 };
    await kernel.button({ moduleId: "status", action: "again", argument: "" }, 31, () => turn);
    expect(said.edits[0]?.messageId).toBe(31);
    expect(said.edits[0]?.text).toContain("99 件");
  });

  test("of somebody without a log says how to get one", async () => {
    const kernel = await withStatus();
    const { turn, said } = fakeTurn(null);
    await kernel.command("status", "", () => turn);
    expect(said.replies[0]?.text).toContain("/start");
  });
});
