/** What a bot says of itself, and what people then see. */
import { describe, expect, test } from "vitest";
import type { ClientChat } from "../../client-protocol.ts";
import { Stage } from "../../stage-testing.ts";

async function chatOf(stage: Stage, person: "花" | "健", chatId: number): Promise<ClientChat> {
  const shown = await stage.telegram.control.call("chat", { person, chatId });
  return (shown as { chat: ClientChat }).chat;
}

describe("commands (Bot API BotCommandScope, Determining list of commands)", () => {
  const command = (description: string) => [{ command: "start", description }];

  test("the narrowest scope wins, a language before none", async () => {
    const stage = new Stage();
    await stage.starts();
    await stage.ken.call("openBot", { username: "libral_bot", start: "" });
    const seen = async (person: "花" | "健") =>
      (await chatOf(stage, person, stage.botId)).commands[0]?.description;
    await stage.bot("setMyCommands", { commands: command("default") });
    await stage.bot("setMyCommands", { commands: command("既定"), language_code: "ja" });
    expect([await seen("花"), await seen("健")]).toEqual(["既定", "default"]);
    const scope = { type: "all_private_chats" };
    await stage.bot("setMyCommands", { commands: command("private"), scope });
    expect([await seen("花"), await seen("健")]).toEqual(["private", "private"]);
    const own = { type: "chat", chat_id: stage.hanaId };
    await stage.bot("setMyCommands", { commands: command("hers"), scope: own });
    expect([await seen("花"), await seen("健")]).toEqual(["hers", "private"]);
    await stage.bot("deleteMyCommands", { scope: own });
    await stage.bot("deleteMyCommands", { scope });
    expect(await stage.bot("getMyCommands", {})).toEqual(command("default"));
    expect([await seen("花"), await seen("健")]).toEqual(["既定", "default"]);
  });

  test("in groups administrators may have their own", async () => {
    const stage = new Stage();
    const chatId = await stage.forum();
    await stage.hana.call("addMember", { chatId, userId: stage.kenId });
    const scope = { type: "chat_administrators", chat_id: chatId };
    await stage.bot("setMyCommands", { commands: command("admins"), scope });
    await stage.bot("setMyCommands", { commands: command("all") });
    const first = async (person: "花" | "健") =>
      (await chatOf(stage, person, chatId)).commands[0]?.description;
    expect([await first("花"), await first("健")]).toEqual(["admins", "all"]);
  });

  test.each([
    [[{ command: "Start", description: "a" }], "400 Bad Request: BOT_COMMAND_INVALID"],
    [[{ command: "a", description: "" }], "400 Bad Request: command description must be non-empty"],
    [Array(101).fill({ command: "a", description: "a" }), "400 Bad Request: BOT_COMMANDS_TOO_MUCH"],
  ])("refused: %j", async (commands, refusal) => {
    expect(await new Stage().refuses("setMyCommands", { commands })).toBe(refusal);
  });
});

describe("name and descriptions by language", () => {
  test("a language falls back to everybody's; an empty text takes it away", async () => {
    const stage = new Stage();
    await stage.bot("setMyDescription", { description: "everybody" });
    await stage.bot("setMyDescription", { description: "みなさん", language_code: "ja" });
    const read = async (language_code?: string) =>
      (await stage.bot("getMyDescription", { language_code })).description;
    expect([await read(), await read("ja"), await read("en")]).toEqual([
      ...["everybody", "みなさん", "everybody"],
    ]);
    await stage.bot("setMyDescription", { language_code: "ja" });
    expect(await read("ja")).toBe("everybody");
  });

  test("the name is what people see", async () => {
    const stage = new Stage();
    await stage.starts();
    await stage.bot("setMyName", { name: "りぶらる", language_code: "ja" });
    expect((await chatOf(stage, "花", stage.botId)).title).toBe("りぶらる");
    expect(await stage.bot("getMe")).toMatchObject({ first_name: "リブラル" });
  });
});

test("menu buttons: one person's, else the default (Bot API MenuButton)", async () => {
  const stage = new Stage();
  await stage.starts();
  const app = (url: string) => ({ type: "web_app", text: "開く", web_app: { url } });
  const chat_id = stage.hanaId;
  await stage.bot("setChatMenuButton", { menu_button: app("https://a.example/") });
  expect(await stage.bot("getChatMenuButton", { chat_id })).toEqual(app("https://a.example/"));
  await stage.bot("setChatMenuButton", { chat_id, menu_button: { type: "commands" } });
  expect((await chatOf(stage, "花", stage.botId)).menuButton).toEqual({ type: "commands" });
  await stage.bot("setChatMenuButton", { chat_id, menu_button: { type: "default" } });
  expect(await stage.bot("getChatMenuButton", { chat_id })).toEqual(app("https://a.example/"));
});

test("default administrator rights are kept as Telegram would give them", async () => {
  const stage = new Stage();
  await stage.bot("setMyDefaultAdministratorRights", { rights: { can_pin_messages: true } });
  expect(await stage.bot("getMyDefaultAdministratorRights", {})).toMatchObject({
    can_pin_messages: true,
    can_manage_chat: true,
    can_delete_messages: false,
  });
});
