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
import { factsOf } from "../errors.ts";
import { leftAt } from "../left.ts";
import type { Finding } from "./check.ts";
import { checkGroup, isBlocking } from "./check.ts";
import { surplusText } from "./check-text.ts";
import { lookAtGroup } from "./look.ts";
import { progressText } from "./progress.ts";
import * as screens from "./screens.ts";
import { SetUpStore } from "./store.ts";
import type { Choice } from "./telling.ts";
import { SetUpTelling } from "./telling.ts";

/** Telegram may tell of the shared group before it has made the bot its administrator. */
const SECOND_LOOK_MS = 1500;

const nothingChosen = {
  chatId: null,
  isCreating: false,
  messageId: null,
  findings: "",
  at: 0,
} as const;

export class SetUp {
  readonly #store: SetUpStore;
  readonly #tell: SetUpTelling;
  /** A choice that came while another one of the same person was being worked on. */
  readonly #next = new Map<number, Choice>();

  constructor(private readonly deps: TelegramDeps) {
    this.#store = new SetUpStore(deps.storage);
    this.#tell = new SetUpTelling(deps, this.#store);
  }

  /**
   * Where a person without a readable log stands: greet, or go on where set-up stopped. A log
   * that is found is the caller's to show.
   */
  async begin(person: Person, role: Role, outcome: FindOutcome): Promise<void> {
    if (outcome.kind === "unreachable") {
      await this.#tell.say(person, screens.unreachable(person.language, role, outcome.why));
      return;
    }
    const { userId, language } = person;
    const pending = this.#store.get(userId);
    if (pending?.isCreating && this.deps.jobs.isRunning(`setup:${userId}`)) {
      await this.#tell.say(person, { text: text(language, "setup.running") });
      return;
    }
    if (pending && pending.chatId !== null) {
      this.consider({ person, chatId: pending.chatId, role: pending.role });
      if (pending.isCreating) return;
    } else {
      this.#store.put(userId, { ...nothingChosen, role, language });
    }
    await this.#tell.say(person, screens.greeting(this.deps, language, role));
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
        await this.#tell.say(person, screens.joinedGroup(language, "owner", { chatId, title }));
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
        await this.#tell.failure(choice.person, error);
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
      () => this.#lookAndCreate({ ...choice, insteadOfLost: true }),
      (error) => this.#tell.failure(choice.person, error),
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
      const isLost = await isGroupGone(outcome.log, chatId);
      return isLost ? this.#offerNew(choice) : this.#tell.found(choice, outcome.log);
    }
    const leftMessage = leftAt(this.deps.storage, userId, chatId);
    if (outcome.kind !== "unreachable" && leftMessage === null) return this.#lookAndCreate(choice);
    const attached = await this.deps.logServers.attach(userId, chatId, leftMessage);
    switch (attached.kind) {
      case "found":
        return this.#tell.attached(choice, attached.log);
      case "unreachable":
        return this.#tell.say(person, screens.unreachable(language, role, attached.why));
      case "absent":
        return this.#offerNew(choice);
    }
  }

  /** A new log is made beside a lost one only when the person says so. */
  async #offerNew({ person, chatId, role }: Choice): Promise<void> {
    const view = await lookAtGroup(this.deps, chatId, person.userId);
    const title = view.chat?.title ?? "";
    await this.#tell.say(person, screens.notThatGroup(person.language, role, { chatId, title }));
  }

  async #lookAndCreate(choice: Choice): Promise<void> {
    const findings = await this.#look(choice);
    if (findings.some(isBlocking)) return this.#tell.findings(choice, findings);
    const surplus = surplusText(findings, choice.person.language);
    if (surplus) await this.#tell.say(choice.person, { text: surplus });
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

  async #create(choice: Choice): Promise<void> {
    const { person, chatId, role } = choice;
    const { userId, language } = person;
    await choice.popUp?.();
    const live = await this.#tell.openProgress(choice);
    const steps: SetUpStep[] = [];
    let log: OwnerLog;
    try {
      log = await this.deps.logServers.create({
        ownerId: userId,
        chatId,
        language,
        role,
        insteadOfLost: choice.insteadOfLost ?? false,
        onStep: (step) => {
          steps.push(step);
          live.show({ text: progressText(steps, false, language) });
        },
      });
    } catch (error) {
      if (error instanceof LogError && error.code === "alreadyOwned") {
        return this.#tell.findings(choice, [{ code: "takenByOther" }]);
      }
      throw error;
    }
    // If we die here the log is there, and /start finds it.
    this.#store.delete(userId);
    await live.finish({ text: progressText(steps, true, language) });
    if (role === "operator") await this.#tell.operatorSetting(person, log);
    await this.#tell.keyButton(person, log);
  }

  /** The first key is there: the last step of set-up, told in the chat. */
  keyInstalled(ownerId: number): Promise<void> {
    return this.#tell.keyInstalled(ownerId);
  }

  /** The line that the operator adds to the settings, or that it is there already. */
  operatorSetting(person: Person, log: OwnerLog): Promise<void> {
    return this.#tell.operatorSetting(person, log);
  }
}

/** True when this log's own group does not exist any more, and another one was chosen. */
async function isGroupGone(log: OwnerLog, chosen: number): Promise<boolean> {
  const { chatId, troubles } = await log.status();
  return chatId !== chosen && troubles.includes("groupGone");
}
