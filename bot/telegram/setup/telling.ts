/**
 * What set-up says, and where: a new message, or the one that is in sight. What was said is kept,
 * so that one event that arrives as several updates is answered once. It decides nothing else.
 */
import { text } from "../../../shared/locales/index.ts";
import type { Person } from "../../kernel/module.ts";
import type { OwnerLog } from "../../logserver/port.ts";
import { LogError } from "../../logserver/port.ts";
import type { Role } from "../buttons.ts";
import type { TelegramDeps } from "../deps.ts";
import { factsOf, wordsOf } from "../errors.ts";
import { LiveMessage } from "../live-message.ts";
import type { Editing, Saying } from "../speaker.ts";
import type { Finding } from "./check.ts";
import { findingsText, signatureOf } from "./check-text.ts";
import { progressText } from "./progress.ts";
import * as screens from "./screens.ts";
import type { SetUpStore } from "./store.ts";

/** One choice arrives as several updates: within this time they are answered by one message. */
const SAME_EVENT_MS = 10_000;

/** Somebody chose a group for their log server. */
export interface Choice {
  readonly person: Person;
  readonly chatId: number;
  readonly role: Role;
  /** Of a pressed button: shows a pop-up, or without words only ends its spinner. Once. */
  readonly popUp?: (words?: string) => Promise<void>;
  /** The person agreed to leave the log behind that cannot be read. */
  readonly insteadOfLost?: boolean;
  /** Not asked for by the person: what they know already is not said again. */
  readonly isEvent?: boolean;
}

export class SetUpTelling {
  constructor(
    private readonly deps: TelegramDeps,
    private readonly store: SetUpStore,
  ) {}

  /** The message before is edited when it is the one in sight: a button's, or just sent. */
  async findings(choice: Choice, findings: readonly Finding[]): Promise<void> {
    const { person, chatId, role } = choice;
    const { language, userId } = person;
    const told = { chatId, role, language, isCreating: false, findings: signatureOf(findings) };
    const before = this.store.get(userId);
    const isSameGroup = before?.chatId === chatId;
    const isSame = isSameGroup && before.findings === told.findings;
    if (isSame && choice.isEvent) return;
    await choice.popUp?.(isSame ? text(language, "check.stillWrong") : undefined);
    const now = this.deps.effects.now();
    const isInSight = isSameGroup && (choice.popUp || now - before.at < SAME_EVENT_MS);
    const messageId = await this.#sayInPlace(person, isInSight ? before.messageId : null, {
      ...findingsText(text(language, "check.head"), findings, {
        language,
        username: this.deps.me.username,
        parameter: screens.linkParameterOf(role),
      }),
      keyboard: screens.againKeyboard(language, role, chatId),
    });
    this.store.put(userId, { ...told, messageId, at: now });
  }

  /** The message that shows the steps; the one of an earlier process where there is one. */
  async openProgress({ person, chatId, role }: Choice): Promise<LiveMessage> {
    const { userId, language } = person;
    const before = this.store.get(userId);
    const words = { text: progressText([], false, language) };
    const earlier = before?.isCreating && before.chatId === chatId ? before.messageId : null;
    if (earlier === null) {
      await this.say(person, {
        text: text(language, "setup.received"),
        keyboard: { remove_keyboard: true },
      });
    }
    const messageId = await this.#sayInPlace(person, earlier, words);
    const at = this.deps.effects.now();
    const creating = { chatId, role, language, isCreating: true, findings: "", messageId, at };
    this.store.put(userId, creating);
    return new LiveMessage({ chatId: userId, messageId }, this.deps.speaker, this.deps.effects);
  }

  /** The person has a log already: this one, or another one. */
  async found(choice: Choice, log: OwnerLog): Promise<void> {
    const { person, chatId, role } = choice;
    this.store.delete(person.userId);
    const status = await log.status();
    if (status.chatId !== chatId) {
      const words = text(person.language, "setup.hasAnother", { title: status.chatTitle });
      return this.say(person, { text: words, keyboard: { remove_keyboard: true } });
    }
    if (status.condition === "stopped") {
      return this.say(person, screens.stopped(person.language, role, status));
    }
    if (role === "operator") await this.operatorSetting(person, log);
    if (status.condition === "needsKey") return this.keyButton(person, log);
    return this.say(person, {
      text: screens.homeText(person.language, status),
      keyboard: { remove_keyboard: true },
    });
  }

  /** A log was read back from the group that was chosen. */
  async attached({ person }: Choice, log: OwnerLog): Promise<void> {
    this.store.delete(person.userId);
    const { chatTitle: title, recordsDurable: count } = await log.status();
    const words = text(person.language, "setup.attached", { title, count });
    await this.say(person, { text: words, keyboard: { remove_keyboard: true } });
    await this.keyButton(person, log);
  }

  /** The first key is there: the last step of set-up, told in the chat. */
  async keyInstalled(ownerId: number): Promise<void> {
    const outcome = await this.deps.logServers.find(ownerId);
    if (outcome.kind !== "found") return;
    const { language, role } = outcome.log.state();
    const key = role === "operator" ? "setup.keyReadyOperator" : "setup.keyReady";
    await this.deps.speaker.send(ownerId, { text: text(language, key) });
  }

  /** The button that makes the key, while there is none. */
  async keyButton(person: Person, log: OwnerLog): Promise<void> {
    const { condition } = await log.status();
    if (condition === "needsKey")
      await this.say(person, screens.needsKey(this.deps, person.language));
  }

  /** The line that the operator adds to the settings, or that it is there already. */
  async operatorSetting({ userId, language }: Person, log: OwnerLog): Promise<void> {
    const { chatId, chatTitle: title } = await log.status();
    const isSet = this.deps.config.operatorChatId === chatId;
    await this.deps.speaker.send(userId, {
      text: isSet
        ? text(language, "operator.settingDone", { title })
        : text(language, "operator.setting", { chatId }),
    });
  }

  /** Set-up stopped on the way; /start goes on from there. */
  async failure(person: Person, error: unknown): Promise<void> {
    this.deps.effects.trace("warn", "setup.failed", factsOf(error));
    const { language } = person;
    const words = error instanceof LogError ? wordsOf(error, language) : null;
    await this.say(person, { text: words ?? text(language, "setup.failed") });
  }

  /** A message in the private chat. Throws TransportError. */
  async say({ userId }: Person, saying: Saying): Promise<void> {
    await this.deps.speaker.send(userId, saying);
  }

  /** Edit an earlier message, or send a new one where it is gone. Answers the message's id. */
  async #sayInPlace(person: Person, earlier: number | null, words: Editing): Promise<number> {
    const { speaker } = this.deps;
    if (earlier !== null && (await speaker.edit(person.userId, earlier, words))) return earlier;
    return speaker.send(person.userId, words);
  }
}
