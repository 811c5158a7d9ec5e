/**
 * What becomes of the original in the chat once its note is durable: deleted, left, or asked
 * about, once for all that came together. A question that nobody answered is taken back when the
 * next one comes, which then asks for all. The question carries the message ids in its button, so
 * that it can be answered after a restart; this process alone remembers which one stands open.
 */
import { text } from "../../../shared/locales/index.ts";
import type { ModuleHost, Reply, Turn } from "../../kernel/module.ts";
import type { Undo } from "../../kernel/scope.ts";

/** How long after the last note the question comes: notes that came together are one question. */
const QUIET_MS = 3000;
/** After this long a bot may not delete a message any more, so asking again would be in vain. */
const DELETABLE_MS = 48 * 3_600_000;
/** What fits into a button besides its module and action. */
const ARGUMENT_CHARACTERS_MAX = 48;

export const DELETE = "delete";
export const KEEP = "keep";

type Choice = "ask" | "always" | "never";

interface Burst {
  readonly messageIds: Set<number>;
  turn: Turn;
  cancel: Undo;
}

/** Questions of one person that were not answered yet. */
interface Unanswered {
  readonly messageIds: readonly number[];
  readonly questionIds: readonly number[];
  /** When the oldest of these originals was asked about; milliseconds since 1970. */
  readonly since: number;
}

export class Originals {
  readonly #bursts = new Map<number, Burst>();
  readonly #unanswered = new Map<number, Unanswered>();

  constructor(private readonly host: ModuleHost) {}

  /** The note of this message is durable. */
  async settled(turn: Turn, messageId: number): Promise<void> {
    switch (choiceOf(turn)) {
      case "always":
        await turn.deleteMessage(messageId);
        return;
      case "never":
        return;
      case "ask":
        this.#askLater(turn, messageId);
    }
  }

  /** Without a pause between look and change: notes settle side by side. */
  #askLater(turn: Turn, messageId: number): void {
    const { userId } = turn.person;
    const burst = this.#bursts.get(userId);
    void burst?.cancel();
    const messageIds = burst?.messageIds ?? new Set();
    messageIds.add(messageId);
    const cancel = this.host.after(QUIET_MS, () => this.#ask(userId));
    this.#bursts.set(userId, { messageIds, turn, cancel });
  }

  async #ask(userId: number): Promise<void> {
    const burst = this.#bursts.get(userId);
    this.#bursts.delete(userId);
    if (!burst) return;
    const { turn } = burst;
    const now = this.host.now();
    const before = this.#unansweredAt(userId, now);
    const all = new Set([...(before?.messageIds ?? []), ...burst.messageIds]);
    const messageIds = [...all].sort((a, b) => a - b);
    const questionIds: number[] = [];
    for (const some of packIds(messageIds)) {
      questionIds.push((await turn.reply(question(turn, some))).messageId);
    }
    this.#unanswered.set(userId, { messageIds, questionIds, since: before?.since ?? now });
    // Only now: if we die before, there are two questions, and not none.
    for (const questionId of before?.questionIds ?? []) await turn.deleteMessage(questionId);
  }

  #unansweredAt(userId: number, now: number): Unanswered | null {
    const unanswered = this.#unanswered.get(userId);
    return unanswered && now - unanswered.since < DELETABLE_MS ? unanswered : null;
  }

  /** 「削除する」 was pressed: delete, and let the question say what became of it. */
  async delete(turn: Turn, argument: string, questionId: number): Promise<void> {
    this.#unanswered.delete(turn.person.userId);
    const { language } = turn.person;
    let left = 0;
    for (const messageId of unpackIds(argument)) {
      if (!(await turn.deleteMessage(messageId))) left += 1;
    }
    if (left === 0) {
      await turn.deleteMessage(questionId);
      await turn.notice(text(language, "notes.deleted"));
      return;
    }
    await turn.edit(questionId, { text: text(language, "notes.deletedPartly", { count: left }) });
  }

  /** 「残す」 was pressed: the question goes, and is not asked again about these. */
  async keep(turn: Turn, questionId: number): Promise<void> {
    this.#unanswered.delete(turn.person.userId);
    await turn.deleteMessage(questionId);
  }
}

/** Groups of ids that fit into a button, each as the first id and the steps to the next ones. */
export function packIds(ascending: readonly number[]): readonly (readonly number[])[] {
  const groups: number[][] = [];
  for (const id of ascending) {
    const group = groups.at(-1);
    if (group && argumentOf([...group, id]).length <= ARGUMENT_CHARACTERS_MAX) group.push(id);
    else groups.push([id]);
  }
  return groups;
}

export function argumentOf(ids: readonly number[]): string {
  return ids.map((id, index) => (id - (ids[index - 1] ?? 0)).toString(36)).join(".");
}

/** Empty for what argumentOf did not write. */
export function unpackIds(argument: string): readonly number[] {
  if (!/^[0-9a-z]+(\.[0-9a-z]+)*$/.test(argument)) return [];
  let id = 0;
  return argument.split(".").map((step) => {
    id += Number.parseInt(step, 36);
    return id;
  });
}

function question(turn: Turn, ids: readonly number[]): Reply {
  const { language } = turn.person;
  const count = ids.length;
  const asked =
    count === 1 ? text(language, "notes.offer.one") : text(language, "notes.offer.many", { count });
  const argument = argumentOf(ids);
  return {
    text: `${asked}\n${text(language, "notes.offer.hint")}`,
    isQuiet: true,
    buttons: [
      [
        { text: text(language, "notes.offer.delete"), action: DELETE, argument },
        { text: text(language, "notes.offer.keep"), action: KEEP },
      ],
    ],
  };
}

function choiceOf(turn: Turn): Choice {
  const chosen = turn.log?.state().settings.originals;
  return chosen === "always" || chosen === "never" ? chosen : "ask";
}
