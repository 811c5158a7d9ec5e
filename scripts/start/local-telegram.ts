/**
 * What the supervisor says to the local Telegram, by its control API on loopback: who lives there,
 * the guide beside the chat, the hook behind its button, and now and then a word as a person.
 */
import * as v from "valibot";
import type { ClientGuide } from "../telegram/client-protocol.ts";
import type { Part } from "./people.ts";
import { sampleBot, usernames } from "./people.ts";
import { StartFailed } from "./say.ts";
import type { Language } from "./texts/index.ts";

const CALL_MS = 10_000;

const answer = v.variant("ok", [
  v.object({ ok: v.literal(true), result: v.unknown() }),
  v.object({ ok: v.literal(false), description: v.optional(v.string(), "") }),
]);
const madeBot = v.object({ id: v.number(), created: v.boolean() });
const persons = v.array(
  v.object({ id: v.number(), username: v.optional(v.string()), token: v.string() }),
);
const openedChat = v.object({ chatId: v.number() });
const foundMessages = v.object({ messages: v.array(v.unknown()) });
const chatList = v.object({
  chats: v.array(v.object({ id: v.number(), isForum: v.boolean() })),
});

export interface SamplePerson {
  readonly id: number;
  /** Signs the person in at the page. */
  readonly token: string;
}

export type SamplePeople = { readonly [part in Part]: SamplePerson };

export interface Furnished {
  /** True when this world had no bot yet: nothing that was reached before counts. */
  readonly isNew: boolean;
  readonly people: SamplePeople;
}

export class LocalTelegram {
  constructor(
    readonly origin: string,
    readonly controlToken: string,
  ) {}

  /** True once it answers. */
  async isUp(): Promise<boolean> {
    return await this.#call("persons", {}).then(
      () => true,
      () => false,
    );
  }

  /** The bot, made where it is missing, and the people of this world. Throws StartFailed. */
  async furnish(botToken: string, miniAppUrl: string): Promise<Furnished> {
    const bot = v.parse(
      madeBot,
      await this.#call("createBot", { ...sampleBot, token: botToken, mainAppUrl: miniAppUrl }),
    );
    const all = v.parse(persons, await this.#call("persons", {}));
    const find = (part: Part): SamplePerson => {
      const found = all.find(({ username }) => username === usernames[part]);
      if (!found) {
        throw new StartFailed(
          `the local Telegram has no @${usernames[part]}; it was made for something else. Start with another folder: npm start -- --data .data-2`,
        );
      }
      return found;
    };
    const people = { owner: find("owner"), friend: find("friend"), operator: find("operator") };
    return { isNew: bot.created, people };
  }

  /** Opens the bot's chat for this person, so that it stands in their list. Answers its id. */
  async openBot(person: SamplePerson): Promise<number> {
    const opened = await this.#as(person, "openBot", { username: sampleBot.username });
    return v.parse(openedChat, opened).chatId;
  }

  /** Sends a text to the bot as this person. */
  async sendToBot(person: SamplePerson, text: string): Promise<void> {
    await this.#as(person, "send", { chatId: await this.openBot(person), text });
  }

  /** How many messages with this hashtag the person sees in their chats. */
  async countTagged(person: SamplePerson, hashtag: string): Promise<number> {
    const found = await this.#as(person, "search", { query: hashtag });
    return v.parse(foundMessages, found).messages.length;
  }

  /** True when the person is in a forum group. */
  async hasForum(person: SamplePerson): Promise<boolean> {
    const { chats } = v.parse(chatList, await this.#call("snapshot", { person: person.id }));
    return chats.some(({ isForum }) => isForum);
  }

  /** Shows the guide to everybody, each in their language. */
  async showGuide(guides: { readonly [language in Language]: ClientGuide }): Promise<void> {
    await this.#call("guide", { guide: guides.ja, byLanguage: { en: guides.en } });
  }

  /** A button in the guide with this hook id then calls `url` with `secret` as Bearer. */
  async registerHook(id: string, url: string, secret: string): Promise<void> {
    await this.#call("hook", { id, url, secret });
  }

  async #as(person: SamplePerson, action: string, args: unknown): Promise<unknown> {
    return await this.#call("as", { person: person.id, action, args });
  }

  /** Throws with the local Telegram's own words when it refuses. */
  async #call(action: string, args: unknown): Promise<unknown> {
    const response = await fetch(`${this.origin}/control/${action}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${this.controlToken}`,
      },
      body: JSON.stringify(args),
      signal: AbortSignal.timeout(CALL_MS),
    });
    const body = v.parse(answer, await response.json());
    if (!body.ok) throw new Error(`the local Telegram refused ${action}: ${body.description}`);
    return body.result;
  }
}
