/**
 * A person in the local Telegram, as a test speaks of one: `alice.tap("セットアップ")`,
 * `alice.sees(...)`. It does what the web chat client does, through the client's own protocol,
 * and nothing that a person could not do.
 */
import { ja } from "../../shared/locales/index.ts";
import type {
  ClientAction,
  ClientActions,
  ClientChat,
  ClientMessage,
  ClientPerson,
  ClientSnapshot,
  MiniAppLaunch,
} from "../telegram/client-protocol.ts";
import { eventually } from "./eventually.ts";

type Words = string | RegExp;
type FileKind = ClientActions["sendFiles"][0]["files"][number]["as"];

export interface Upload {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
  readonly as: FileKind;
}

export class Person {
  /** The private chat with the bot; known after `opensBot`. */
  chatId = 0;

  /** `origin` is the local Telegram's; `bot` the one this person talks to. */
  constructor(
    readonly origin: string,
    readonly bot: { readonly id: number; readonly username: string },
    readonly signedIn: ClientPerson,
  ) {}

  get userId(): number {
    return this.signedIn.user.id;
  }

  /** One call of the client's protocol. Throws what the local Telegram says against it. */
  async call<A extends ClientAction>(
    action: A,
    parameters: ClientActions[A][0],
  ): Promise<ClientActions[A][1]> {
    const response = await fetch(`${this.origin}/client/${action}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${this.#token}` },
      body: JSON.stringify(parameters),
    });
    const said = (await response.json()) as {
      ok: boolean;
      result: ClientActions[A][1];
      description?: string;
    };
    if (!said.ok) throw new Error(`${action}: ${said.description}`);
    return said.result;
  }

  get #token(): string {
    return this.signedIn.token;
  }

  /** Everything this person may see now. */
  async snapshot(): Promise<ClientSnapshot> {
    const leave = new AbortController();
    const url = `${this.origin}/client/events?token=${this.#token}`;
    const response = await fetch(url, { signal: leave.signal });
    const decoder = new TextDecoder();
    let text = "";
    try {
      for await (const chunk of response.body ?? []) {
        text += decoder.decode(chunk, { stream: true });
        const data = /^data: ?(.*"type":"snapshot".*)\n\n/m.exec(text)?.[1];
        if (data) return (JSON.parse(data) as { snapshot: ClientSnapshot }).snapshot;
      }
    } finally {
      leave.abort();
    }
    throw new Error("the local Telegram sent no snapshot");
  }

  /** A chat as this person sees it; the private one with the bot when none is named. */
  async chat(chatId = this.chatId): Promise<ClientChat> {
    const found = (await this.snapshot()).chats.find((chat) => chat.id === chatId);
    if (!found) throw new Error(`no chat ${chatId} is seen by ${this.signedIn.user.first_name}`);
    return found;
  }

  /** Messages that are there now, oldest first: the last fifty, or those of one topic. */
  async messages(chatId = this.chatId, threadId?: number): Promise<readonly ClientMessage[]> {
    const where = threadId === undefined ? { chatId } : { chatId, threadId };
    const { messages } = await this.call("history", where);
    return [...messages].sort((a, b) => a.message_id - b.message_id);
  }

  async opensBot(): Promise<void> {
    this.chatId = (await this.call("openBot", { username: this.bot.username })).chatId;
  }

  /** Opens the bot's chat when it was not yet, and sends text into it. */
  async says(text: string): Promise<ClientMessage> {
    if (this.chatId === 0) await this.opensBot();
    return this.call("send", { chatId: this.chatId, text });
  }

  /** Sends files into the bot's chat; two or more make an album. */
  async sends(files: readonly Upload[], caption?: string): Promise<readonly ClientMessage[]> {
    const uploads: ClientActions["sendFiles"][0]["files"] = [];
    for (const file of files) uploads.push({ upload: await this.#upload(file), as: file.as });
    return this.call("sendFiles", {
      chatId: this.chatId,
      files: uploads,
      ...(caption === undefined ? {} : { caption }),
    });
  }

  async #upload(file: Upload): Promise<string> {
    const query = new URLSearchParams({ name: file.name, mime: file.mime });
    const response = await fetch(`${this.origin}/client/upload?${query}`, {
      method: "PUT",
      headers: { authorization: `Bearer ${this.#token}` },
      body: new Uint8Array(file.bytes),
    });
    const said = (await response.json()) as { ok: boolean; result: string; description?: string };
    if (!said.ok) throw new Error(`upload: ${said.description}`);
    return said.result;
  }

  /** Waits for a message whose text or caption matches, newer than `after`, and answers it. */
  sees(
    words: Words,
    where: { readonly chatId?: number; readonly after?: number; readonly withinMs?: number } = {},
  ): Promise<ClientMessage> {
    let last = "";
    const look = async () => {
      const messages = await this.messages(where.chatId);
      last = messages
        .slice(-4)
        .map((message) => textOf(message).slice(0, 200))
        .join(" | ");
      const newer = messages.filter((message) => message.message_id > (where.after ?? 0));
      return newer.reverse().find((message) => matches(textOf(message), words));
    };
    const limit = where.withinMs === undefined ? {} : { withinMs: where.withinMs };
    return eventually(`${this.#name} to see ${words}`, look, { ...limit, last: () => last });
  }

  /** Waits until this message bears the reaction: by default the bot's "it is kept". */
  async seesReaction(messageId: number, emoji: string = ja["notes.kept"]): Promise<void> {
    let last = "";
    const look = async () => {
      const message = (await this.messages()).find((one) => one.message_id === messageId);
      const there = message?.reactions?.map((reaction) => reaction.emoji) ?? [];
      last = there.join("");
      return there.includes(emoji);
    };
    await eventually(`${emoji} on message ${messageId}`, look, {
      withinMs: 90_000,
      last: () => last,
    });
  }

  /** Waits for a button, newest message first, and presses it: inline or of the reply keyboard. */
  async tap(label: Words, chatId = this.chatId): Promise<ClientActions["press"][1]> {
    const button = await this.#button(label, chatId);
    if (button.kind === "inline") {
      const { messageId, data } = button;
      return this.call("press", { chatId, messageId, data });
    }
    await this.call("send", { chatId, text: button.text });
    return null;
  }

  /**
   * Presses a button that opens Telegram's chooser, and has a new group made by it, or gives an
   * existing one. Answers the group's chat id.
   */
  async choosesGroup(
    label: Words,
    group: { readonly create: { readonly title: string } } | { readonly choose: number },
  ): Promise<number> {
    const { chatId } = this;
    const asked = await eventually(`a chooser button ${label}`, async () => {
      const { replyKeyboard } = await this.chat();
      const button = replyKeyboard?.keyboard
        .flat()
        .find((one) => typeof one !== "string" && matches(one.text, label));
      if (!replyKeyboard || !button || typeof button === "string") return null;
      if (!("request_chat" in button)) return null;
      const requestId = button.request_chat.request_id;
      return { messageId: replyKeyboard.fromMessageId, requestId };
    });
    return (await this.call("shareChat", { chatId, ...asked, ...group })).sharedChatId;
  }

  /** Opens the Mini App from the menu button; the launch carries signed initData in its URL. */
  launchesMiniApp(): Promise<MiniAppLaunch> {
    return this.call("launch", {
      botId: this.bot.id,
      from: "menu",
      chatId: this.chatId,
      look: { platform: "weba", version: "9.1", themeParams: {} },
    });
  }

  get #name(): string {
    return this.signedIn.user.first_name;
  }

  #button(label: Words, chatId: number): Promise<FoundButton> {
    return eventually(`${this.#name} to find the button ${label}`, async () => {
      for (const message of [...(await this.messages(chatId))].reverse()) {
        for (const button of message.reply_markup?.inline_keyboard.flat() ?? []) {
          if (!matches(button.text, label) || !("callback_data" in button)) continue;
          const { message_id: messageId } = message;
          return { kind: "inline", messageId, data: button.callback_data } as const;
        }
      }
      const { replyKeyboard } = await this.chat(chatId);
      for (const button of replyKeyboard?.keyboard.flat() ?? []) {
        const text = typeof button === "string" ? button : button.text;
        if (matches(text, label)) return { kind: "reply", text } as const;
      }
      return null;
    });
  }
}

type FoundButton =
  | { readonly kind: "inline"; readonly messageId: number; readonly data: string }
  | { readonly kind: "reply"; readonly text: string };

/** What a message says in words: its text or its caption. */
export function textOf(message: ClientMessage): string {
  return message.text ?? message.caption ?? "";
}

/** The signed initData of a launch, as the Mini App reads it from its URL. */
export function initDataOf(launch: MiniAppLaunch): string {
  const fragment = new URLSearchParams(new URL(launch.url).hash.slice(1));
  const initData = fragment.get("tgWebAppData");
  if (!initData) throw new Error("the launch carries no initData");
  return initData;
}

function matches(text: string, words: Words): boolean {
  return typeof words === "string" ? text.includes(words) : words.test(text);
}
