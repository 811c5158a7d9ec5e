/** One line a thing that can be wrong with a group, and what blocks. */
import { describe, expect, test } from "vitest";
import type { Finding, GroupView } from "./check.ts";
import { checkGroup, isBlocking } from "./check.ts";
import { botRights, neededRights, startGroupLink, surplusRights } from "./rights.ts";

const good: GroupView = {
  chat: {
    title: "アリスの書庫",
    isForum: true,
    isPublic: false,
    hasProtectedContent: false,
    autoDeleteSeconds: 0,
    hasHiddenHistory: false,
  },
  person: "creator",
  bot: { status: "administrator", isAnonymous: false, rights: neededRights },
  belongsTo: "nobody",
};
const withChat = (change: Partial<NonNullable<GroupView["chat"]>>): GroupView => ({
  ...good,
  chat: good.chat && { ...good.chat, ...change },
});
const withBot = (change: Partial<GroupView["bot"]>): GroupView => ({
  ...good,
  bot: { ...good.bot, ...change },
});
const name = (finding: Finding): string =>
  "right" in finding ? `${finding.code} ${finding.right}` : finding.code;

describe("a group", () => {
  test("that is as it should be has no findings", () => {
    expect(checkGroup(good)).toEqual([]);
    expect(checkGroup({ ...good, belongsTo: "person" })).toEqual([]);
  });

  test.each<[string, GroupView, readonly string[]]>([
    ["the bot cannot see", { ...good, chat: null }, ["notMember"]],
    ["the bot has left", withBot({ status: "left", rights: [] }), ["notMember"]],
    ["the bot was thrown out of", withBot({ status: "kicked", rights: [] }), ["notMember"]],
    ["of somebody else", { ...good, belongsTo: "other" }, ["takenByOther"]],
    ["of another owner", { ...good, person: "administrator" }, ["notOwner"]],
    ["the person has left", { ...good, person: "left" }, ["notOwner"]],
    ["that is public", withChat({ isPublic: true }), ["groupPublic"]],
    ["without topics", withChat({ isForum: false }), ["notForum"]],
    ["that deletes messages", withChat({ autoDeleteSeconds: 86_400 }), ["autoDelete"]],
    ["that protects content", withChat({ hasProtectedContent: true }), ["protectedContent"]],
    ["that hides its history", withChat({ hasHiddenHistory: true }), ["hiddenHistory"]],
    ["with an anonymous bot", withBot({ isAnonymous: true }), ["anonymous"]],
    [
      "with a bot that may not pin",
      withBot({ rights: ["can_manage_topics", "can_delete_messages"] }),
      ["missingRight can_pin_messages"],
    ],
    [
      "with a bot that is only a member",
      {
        ...withBot({ status: "member", rights: [] }),
        chat: withChat({ hasHiddenHistory: true }).chat,
      },
      [
        "missingRight can_manage_topics",
        "missingRight can_pin_messages",
        "missingRight can_delete_messages",
      ],
    ],
    [
      "wrong in several ways, gravest first",
      { ...withChat({ isForum: false, isPublic: true }), bot: withBot({ rights: [] }).bot },
      [
        "groupPublic",
        "notForum",
        "missingRight can_manage_topics",
        "missingRight can_pin_messages",
        "missingRight can_delete_messages",
      ],
    ],
  ])("%s is refused", (_, view, names) => {
    const findings = checkGroup(view);
    expect(findings.map(name)).toEqual(names);
    expect(findings.every(isBlocking)).toBe(true);
  });

  test.each(surplusRights)("with the surplus right %s only warns, and names it", (right) => {
    const findings = checkGroup(withBot({ rights: [...neededRights, right] }));
    expect(findings.map(name)).toEqual([`surplusRight ${right}`]);
    expect(findings.some(isBlocking)).toBe(false);
  });
});

describe("the rights", () => {
  test("that are asked for are exactly the needed ones, never anonymous", () => {
    const asked = Object.entries(botRights).filter(([, isGiven]) => isGiven);
    expect(asked.map(([right]) => right).sort()).toEqual([...neededRights].sort());
  });

  test("of the link are the same", () => {
    expect(startGroupLink("libral_bot", "setup")).toBe(
      "https://t.me/libral_bot?startgroup=setup&admin=delete_messages+manage_topics+pin_messages",
    );
  });
});
