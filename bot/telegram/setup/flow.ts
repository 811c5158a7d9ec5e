/**
 * Set-up from the chosen group to the log server: look, say what is wrong or make it, show how it
 * goes on. Each step can be reached again by /start, by choosing the group again, by the button
 * under a finding, or after a restart, and repeats nothing that is done.
 */
import { text } from "../../../shared/locales/index.ts";
import { sleep } from "../../effects/port.ts";
import type { Person } from "../../kernel/module.ts";
import type { FindOutcome, OwnerLog, SetUpStep } from "../../logserver/port.ts";
import { LogError } from "../../logserver/port.ts";
import type { Role } from "../buttons.ts";
import type { TelegramDeps } from "../deps.ts";
import { factsOf, wordsOf } from "../errors.ts";
import { leftAt } from "../left.ts";
import { LiveMessage } from "../live-message.ts";
import type { Editing, Saying } from "../speaker.ts";
import type { Finding } from "./check.ts";
import { checkGroup, isBlocking } from "./check.ts";
import { findingsText, signatureOf, surplusText } from "./check-text.ts";
import { lookAtGroup } from "./look.ts";
import { progressText } from "./progress.ts";
import * as screens from "./screens.ts";
import { SetUpStore } from "./store.ts";

/** Telegram may tell of the shared group before it has made the bot its administrator. */
const SECOND_LOOK_MS = 1500;

/** One choice arrives as several updates: within this time they are answered by one message. */
const SAME_EVENT_MS = 10_000;

const nothingChosen = {
  chatId: null,
  isCreating: false,
  messageId: null,
  findings: "",
  at: 0,
} as const;

/** Somebody chose a group for their log server. */
export interface Choice {
  readonly person: Person;
  readonly chatId: number;
  readonly role: Role;
  /** Of a pressed button: shows a pop-up, or without words only ends its spinner. Once. */
  readonly popUp?: (words?: string) => Promise<void>;
  /** Not asked for by the person: what they know already is not said again. */
  readonly isEvent?: boolean;
}

export class SetUp {
  readonly #store: SetUpStore;
  /** A choice that came while another one of the same person was being worked on. */
  readonly #next = new Map<number, Choice>();

  constructor(private readonly deps: TelegramDeps) {
    this.#store = new SetUpStore(deps.storage);
  }

  /**
   * Where a person without a readable log stands: greet, or go on where set-up stopped. A log
   * that is found is the caller's to show.
   */
  async begin(person: Person, role: Role, outcome: FindOutcome): Promise<void> {
    if (outcome.kind === "unreachable") {
      await this.#say(person, screens.unreachable(person.language, role, outcome.why));
      return;
    }
    const { userId, language } = person;
    const pending = this.#store.get(userId);
    if (pending && pending.chatId !== null) {
      this.consider({ person, chatId: pending.chatId, role: pending.role });
      if (pending.isCreating) return;
    } else {
      this.#store.put(userId, { ...nothingChosen, role, language });
    }
    await this.#say(person, screens.greeting(this.deps, language, role));
  }

  /** What this person was last asked to set up; an owner's log when nothing is known. */
  roleOf(userId: number): Role {
    return this.#store.get(userId)?.role ?? "owner";
  }

  /**
   * The bot came into a group, or its rights there changed, and nobody said what for. Nothing is
   * made of a group unless the person was asked for one, or asks for it now.
   */
  joined(person: Person, chatId: number): void {
    const { userId, language } = person;
    if (this.deps.jobs.isRunning(`setup:${userId}`) || this.isCreating(userId)) return;
    const pending = this.#store.get(userId);
    if (pending) {
      this.consider({ person, chatId, role: pending.role, isEvent: true });
      return;
    }
    this.deps.jobs.start(
      `joined:${userId}`,
      async () => {
        const { title } = await this.deps.transport.getChat(chatId);
        await this.#say(person, screens.joinedGroup(language, "owner", { chatId, title }));
      },
      // Somebody who never spoke with the bot cannot be written to.
      async (error) => this.deps.effects.trace("info", "setup.joined", factsOf(error)),
    );
  }

  /** Turning topics on makes another group of a basic one: buttons and choices name the old one. */
  migrated(from: number, to: number): void {
    this.#store.migrated(from, to);
  }

  /** True while the log server of this person is half made: it may be found, and is not done. */
  isCreating(userId: number): boolean {
    return this.#store.get(userId)?.isCreating === true;
  }

  /** Work on a choice, beside everything else. The same one twice is worked on once more at most. */
  consider(chosen: Choice): void {
    const choice = { ...chosen, chatId: this.#store.currentId(chosen.chatId) };
    const { userId } = choice.person;
    const isBegun = this.deps.jobs.start(
      `setup:${userId}`,
      async () => {
        let current: Choice | undefined = choice;
        while (current) {
          this.#next.delete(userId);
          await this.#consider(current);
          await current.popUp?.();
          current = this.#next.get(userId);
        }
      },
      async (error) => {
        this.#next.delete(userId);
        await choice.popUp?.();
        await this.#tellFailure(choice.person, error);
      },
    );
    if (isBegun) return;
    this.#next.set(userId, choice);
    void choice.popUp?.();
  }

  /** Make a log in a group that holds none, although another one may be somewhere: the person said so. */
  createNew(choice: Choice): void {
    const isBegun = this.deps.jobs.start(
      `setup:${choice.person.userId}`,
      () => this.#lookAndCreate(choice),
      (error) => this.#tellFailure(choice.person, error),
    );
    if (!isBegun) void choice.popUp?.();
  }

  /** What an earlier process left half made. */
  resume(): void {
    for (const [userId, pending] of this.#store.all()) {
      const { chatId, role, language, isCreating } = pending;
      if (isCreating && chatId !== null)
        this.consider({ person: { userId, language }, chatId, role });
    }
  }

  async #consider(choice: Choice): Promise<void> {
    const { person, chatId, role } = choice;
    const { userId, language } = person;
    const outcome = await this.deps.logServers.find(userId);
    if (outcome.kind === "found" && !this.isCreating(userId)) {
      return this.#showFound(choice, outcome.log);
    }
    const leftMessage = leftAt(this.deps.storage, userId, chatId);
    if (outcome.kind !== "unreachable" && leftMessage === null) return this.#lookAndCreate(choice);
    const attached = await this.deps.logServers.attach(userId, chatId, leftMessage);
    if (attached.kind === "found") return this.#tellAttached(choice, attached.log);
    if (attached.kind === "unreachable") {
      return this.#say(person, screens.unreachable(language, role, attached.why));
    }
    const view = await lookAtGroup(this.deps, chatId, userId);
    const title = view.chat?.title ?? "";
    await this.#say(person, screens.notThatGroup(language, role, { chatId, title }));
  }

  async #lookAndCreate(choice: Choice): Promise<void> {
    const findings = await this.#look(choice);
    if (findings.some(isBlocking)) return this.#tellFindings(choice, findings);
    const surplus = surplusText(findings, choice.person.language);
    if (surplus) await this.#say(choice.person, { text: surplus });
    await this.#create(choice);
  }

  /** Findings; when the bot seems not to be there yet, of a second look. */
  async #look({ chatId, person }: Choice): Promise<readonly Finding[]> {
    const first = checkGroup(await lookAtGroup(this.deps, chatId, person.userId));
    const isEarly = first.some(({ code }) => code === "notMember" || code === "missingRight");
    if (!isEarly) return first;
    await sleep(this.deps.effects, SECOND_LOOK_MS);
    return checkGroup(await lookAtGroup(this.deps, chatId, person.userId));
  }

  /** The message before is edited when it is the one in sight: a button's, or just sent. */
  async #tellFindings(choice: Choice, findings: readonly Finding[]): Promise<void> {
    const { person, chatId, role } = choice;
    const { language, userId } = person;
    const told = { chatId, role, language, isCreating: false, findings: signatureOf(findings) };
    const before = this.#store.get(userId);
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
    this.#store.put(userId, { ...told, messageId, at: now });
  }

  async #create(choice: Choice): Promise<void> {
    const { person, chatId, role } = choice;
    const { userId, language } = person;
    await choice.popUp?.();
    const live = await this.#openProgress(choice);
    const steps: SetUpStep[] = [];
    let log: OwnerLog;
    try {
      log = await this.deps.logServers.create({
        ownerId: userId,
        chatId,
        language,
        role,
        onStep: (step) => {
          steps.push(step);
          live.show({ text: progressText(steps, false, language) });
        },
      });
    } catch (error) {
      if (error instanceof LogError && error.code === "alreadyOwned") {
        return this.#tellFindings(choice, [{ code: "takenByOther" }]);
      }
      throw error;
    }
    // If we die here the log is there, and /start finds it.
    this.#store.delete(userId);
    await live.finish({ text: progressText(steps, true, language) });
    if (role === "operator") await this.tellOperatorSetting(person, log);
    await this.showKeyButton(person, log);
  }

  /** The message that shows the steps; the one of an earlier process where there is one. */
  async #openProgress({ person, chatId, role }: Choice): Promise<LiveMessage> {
    const { userId, language } = person;
    const before = this.#store.get(userId);
    const words = { text: progressText([], false, language) };
    const earlier = before?.isCreating && before.chatId === chatId ? before.messageId : null;
    if (earlier === null) {
      await this.#say(person, {
        text: text(language, "setup.received"),
        keyboard: { remove_keyboard: true },
      });
    }
    const messageId = await this.#sayInPlace(person, earlier, words);
    const at = this.deps.effects.now();
    const creating = { chatId, role, language, isCreating: true, findings: "", messageId, at };
    this.#store.put(userId, creating);
    return new LiveMessage({ chatId: userId, messageId }, this.deps.speaker, this.deps.effects);
  }

  async #showFound(choice: Choice, log: OwnerLog): Promise<void> {
    const { person, chatId, role } = choice;
    this.#store.delete(person.userId);
    const status = await log.status();
    if (status.chatId !== chatId) {
      const words = text(person.language, "setup.hasAnother", { title: status.chatTitle });
      return this.#say(person, { text: words, keyboard: { remove_keyboard: true } });
    }
    if (status.condition === "stopped") {
      return this.#say(person, screens.stopped(person.language, role, status));
    }
    if (role === "operator") await this.tellOperatorSetting(person, log);
    if (status.condition === "needsKey") return this.showKeyButton(person, log);
    return this.#say(person, {
      text: screens.homeText(person.language, status),
      keyboard: { remove_keyboard: true },
    });
  }

  async #tellAttached({ person }: Choice, log: OwnerLog): Promise<void> {
    this.#store.delete(person.userId);
    const { chatTitle: title, recordsDurable: count } = await log.status();
    const words = text(person.language, "setup.attached", { title, count });
    await this.#say(person, { text: words, keyboard: { remove_keyboard: true } });
    await this.showKeyButton(person, log);
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
  async showKeyButton(person: Person, log: OwnerLog): Promise<void> {
    const { condition } = await log.status();
    if (condition === "needsKey")
      await this.#say(person, screens.needsKey(this.deps, person.language));
  }

  /** The line that the operator adds to the settings, or that it is there already. */
  async tellOperatorSetting({ userId, language }: Person, log: OwnerLog): Promise<void> {
    const { chatId, chatTitle: title } = await log.status();
    const isSet = this.deps.config.operatorChatId === chatId;
    await this.deps.speaker.send(userId, {
      text: isSet
        ? text(language, "operator.settingDone", { title })
        : text(language, "operator.setting", { chatId }),
    });
  }

  async #tellFailure(person: Person, error: unknown): Promise<void> {
    this.deps.effects.trace("warn", "setup.failed", factsOf(error));
    const { language } = person;
    const words = error instanceof LogError ? wordsOf(error, language) : null;
    await this.#say(person, { text: words ?? text(language, "setup.failed") });
  }

  async #say({ userId }: Person, saying: Saying): Promise<void> {
    await this.deps.speaker.send(userId, saying);
  }

  /** Edit an earlier message, or send a new one where it is gone. Answers the message's id. */
  async #sayInPlace(person: Person, earlier: number | null, words: Editing): Promise<number> {
    const { speaker } = this.deps;
    if (earlier !== null && (await speaker.edit(person.userId, earlier, words))) return earlier;
    return speaker.send(person.userId, words);
  }
}
