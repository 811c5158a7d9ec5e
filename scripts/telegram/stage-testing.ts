/**
 * A scene for tests: a local Telegram on a virtual clock, 花 (who owns things), 健 (another person)
 * and a bot, without rate limits unless a test wants them.
 */
import type { ChatAdministratorRights, Message, Update } from "@grammyjs/types";
import type { Args, MethodName, Result } from "./botapi/types.ts";
import type { Client } from "./client-api/client.ts";
import { virtualClock } from "./clock.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import type { Store } from "./store.ts";
import type { Telegram } from "./telegram.ts";
import { createTelegram } from "./telegram.ts";
import { silentTrace } from "./trace.ts";

/** 2026-11-22 12:00 UTC. */
export const NOON = Date.UTC(2026, 10, 22, 12);

/** What the log server's bot asks for: topics, pins, deleting; what Telegram implies with it. */
export const BOT_RIGHTS: Partial<ChatAdministratorRights> = {
  can_manage_chat: true,
  can_manage_topics: true,
  can_pin_messages: true,
  can_delete_messages: true,
};

export interface StageOptions {
  readonly store?: Store;
  readonly withLimits?: boolean;
  readonly readsAllMessages?: boolean;
}

export class Stage {
  readonly clock = virtualClock(NOON);
  readonly telegram: Telegram;
  readonly hanaId: number;
  readonly kenId: number;
  readonly botId: number;
  readonly token: string;
  readonly hana: Client;
  readonly ken: Client;
  #offset = 0;

  constructor(options: StageOptions = {}) {
    this.telegram = createTelegram({
      clock: this.clock,
      seed: "stage",
      trace: silentTrace,
      limits: { ...DEFAULT_LIMITS, enabled: options.withLimits ?? false },
      ...(options.store && { store: options.store }),
    });
    const { engine } = this.telegram;
    const person = (firstName: string, username: string, languageCode: string) =>
      engine.commit("createPerson", { firstName, username, languageCode });
    const hana = person("花", "hana", "ja");
    const ken = person("健", "ken_e", "en");
    const bot = engine.commit("createBot", {
      name: "リブラル",
      username: "libral_bot",
      readsAllMessages: options.readsAllMessages ?? false,
    });
    this.hanaId = hana.id;
    this.kenId = ken.id;
    this.botId = bot.id;
    this.token = bot.token;
    this.hana = this.telegram.client(hana.token);
    this.ken = this.telegram.client(ken.token);
  }

  /** Calls a method as the bot; throws with Telegram's description when it fails. */
  async bot<K extends MethodName>(method: K, args?: LooseArgs<K>): Promise<Result<K>> {
    const answer = await this.telegram.callBotApi(
      this.token,
      method,
      args as Readonly<Record<string, unknown>>,
    );
    if (!answer.ok) throw new Error(`${answer.error_code} ${answer.description}`);
    return answer.result as Result<K>;
  }

  /** The description of a call that must fail, e.g. `400 Bad Request: chat not found`. */
  async refuses<K extends MethodName>(method: K, args: LooseArgs<K>): Promise<string> {
    const answer = await this.telegram.callBotApi(
      this.token,
      method,
      args as Readonly<Record<string, unknown>>,
    );
    return answer.ok ? "ok" : `${answer.error_code} ${answer.description}`;
  }

  /** New updates, confirmed. */
  async updates(): Promise<Update[]> {
    const list = await this.bot("getUpdates", { offset: this.#offset });
    this.#offset = (list.at(-1)?.update_id ?? this.#offset - 1) + 1;
    return list;
  }

  /** Presses START. */
  async starts(): Promise<void> {
    await this.hana.call("openBot", { username: "libral_bot", start: "" });
  }

  /** A forum group of 花's in which the bot has these rights; its id. */
  async forum(rights: Partial<ChatAdministratorRights> | null = BOT_RIGHTS): Promise<number> {
    const { chatId } = await this.hana.call("createGroup", { title: "花のログ", forum: true });
    if (rights) {
      await this.hana.call("setAdminRights", { chatId, userId: this.botId, rights });
    } else {
      await this.hana.call("addMember", { chatId, userId: this.botId });
    }
    await this.updates();
    return chatId;
  }

  /** Hands a whole file to 花's client and answers its upload id. */
  upload(name: string, mime: string, bytes: Uint8Array): string {
    return this.hana.upload(name, mime, bytes);
  }
}

/** Tests may leave out or misspell what a bot might. */
type LooseArgs<K extends MethodName> = Partial<Args<K>> | Readonly<Record<string, unknown>>;

/** An upload as it comes in a call made in this process. */
export const uploadOf = (filename: string, bytes: Uint8Array | string) => ({
  kind: "upload" as const,
  filename,
  mime: "application/octet-stream",
  bytes: typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes,
});

/** A picture of this size: the head of a PNG, which is all that is looked at. */
export function pngOf(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt32BE(0x89504e47, 0);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

/** The message of an update that must have one. */
export function messageIn(update: Update | undefined): Message {
  if (!update?.message) throw new Error(`no message in ${JSON.stringify(update)}`);
  return update.message;
}
