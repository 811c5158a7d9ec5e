/**
 * Notes: what an owner writes or sends in the private chat becomes a sealed record. Nothing is
 * said of it but a reaction, and that only when Telegram holds the record.
 */
import { text } from "../../../shared/locales/index.ts";
import type { IncomingMessage, Module, ModuleHost, Turn } from "../../kernel/module.ts";
import type { Accepted, OwnerLog, TroubleCode } from "../../logserver/port.ts";
import { LogError } from "../../logserver/port.ts";
import { DELETE, KEEP, Originals } from "./originals.ts";
import { causeOf, noteOf } from "./record.ts";

/** After this long without an outcome the person is shown that it goes on. */
const PATIENCE_MS = 2000;
/** Telegram shows "typing…" for about five seconds. */
const WORKING_MS = 4500;
/** About two minutes; what takes longer is waiting for Telegram, and /status says so. */
const SHOWN_TIMES_MAX = 27;
/** The most that Telegram lets a bot fetch. */
const FILE_BYTES_MAX = 20 * 1024 * 1024;
/** How many messages are remembered, to name the version that an edit replaces. */
const VERSIONS_MAX = 1000;

export const notesModule: Module = {
  manifest: {
    id: "notes",
    version: "1.0.0",
    capabilities: ["chat.message", "chat.button", "log.append", "schedule"],
  },
  activate(host) {
    const notes = new Notes(host);
    host.onMessage((turn, message) => notes.message(turn, message));
    const { originals } = notes;
    host.onButton(DELETE, (turn, ids, questionId) => originals.delete(turn, ids, questionId));
    host.onButton(KEEP, (turn, _argument, questionId) => originals.keep(turn, questionId));
  },
};

class Notes {
  readonly originals: Originals;
  /** Record of the newest version by `user:message`. Lost with the process: see #before. */
  readonly #versions = new Map<string, string>();

  #isOver = false;

  constructor(private readonly host: ModuleHost) {
    this.originals = new Originals(host);
    host.onDeactivate(() => {
      this.#isOver = true;
    });
  }

  async message(turn: Turn, message: IncomingMessage): Promise<boolean> {
    if (!turn.log) return false;
    const refusal = await refusalOf(turn, turn.log, message);
    if (refusal) {
      await turn.reply(refusal);
      return true;
    }
    const waiting = this.#showPatience(turn);
    const accepted = await this.#accept(turn, turn.log, message);
    if (!accepted) {
      waiting();
      return true;
    }
    // Not awaited: accepted is enough for Telegram to forget the update, and the person hears
    // of it when it is durable.
    void this.#confirm(turn, message.messageId, accepted, waiting);
    return true;
  }

  /** Null when it was refused, and the person told why. */
  async #accept(turn: Turn, log: OwnerLog, message: IncomingMessage): Promise<Accepted | null> {
    const { userId, language } = turn.person;
    let bytes: readonly Uint8Array[];
    try {
      bytes = await Promise.all(message.files.map((file) => file.fetch()));
    } catch (error) {
      this.host.trace("warn", "notes.fetchFailed", { error: nameOf(error) });
      await turn.reply({ text: text(language, "notes.fetchFailed") });
      return null;
    }
    const key = `${userId}:${message.messageId}`;
    const replaces = message.editedAt > 0 ? this.#before(log, key, message, userId) : null;
    try {
      const note = noteOf({ userId, message, bytes, replaces });
      const accepted = await log.append("notes", "owner", [note]);
      this.#remember(key, accepted.recordIds[0]);
      return accepted;
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
      await turn.reply(refusalFor(error, turn, message));
      return null;
    }
  }

  /** The version before an edit: as far as this process knows, else the message as first sent. */
  #before(log: OwnerLog, key: string, message: IncomingMessage, userId: number): string {
    return this.#versions.get(key) ?? log.recordIdOf(causeOf(userId, message.messageId, 0));
  }

  #remember(key: string, recordId: string | undefined): void {
    if (recordId === undefined) return;
    this.#versions.delete(key);
    this.#versions.set(key, recordId);
    const [oldest] = this.#versions.keys();
    if (this.#versions.size > VERSIONS_MAX && oldest !== undefined) this.#versions.delete(oldest);
  }

  /** Never rejects: nobody waits for it. */
  async #confirm(
    turn: Turn,
    messageId: number,
    accepted: Accepted,
    waiting: () => void,
  ): Promise<void> {
    const { language } = turn.person;
    try {
      const isDurable = await accepted.durable.then(
        () => true,
        () => false,
      );
      // Whoever ends us takes the outbox along: the record becomes durable later.
      waiting();
      if (this.#isOver) return;
      if (isDurable) {
        await turn.react(messageId, text(language, "notes.kept"));
        await this.originals.settled(turn, messageId);
      } else {
        await turn.reply({ text: text(language, "notes.notDurable") });
      }
    } catch (error) {
      this.host.trace("warn", "notes.notConfirmed", { error: nameOf(error) });
    }
  }

  /**
   * After a moment without an outcome, show that it goes on: no reaction, which would look like
   * the confirmation. The answer ends it.
   */
  #showPatience(turn: Turn): () => void {
    let isOver = false;
    const show = async (times: number): Promise<void> => {
      if (isOver || this.#isOver || times > SHOWN_TIMES_MAX) return;
      this.host.after(times === 0 ? PATIENCE_MS : WORKING_MS, () => show(times + 1));
      if (times > 0) await turn.showWorking();
    };
    void show(0);
    return () => {
      isOver = true;
    };
  }
}

/** What can be said before anything is fetched or sealed; null when nothing speaks against it. */
async function refusalOf(turn: Turn, log: OwnerLog, message: IncomingMessage) {
  const { language } = turn.person;
  const { condition, troubles } = await log.status();
  if (condition === "needsKey") return needsKey(turn);
  if (condition === "stopped") return stopped(turn, troubles);
  if (message.otherKind !== null) {
    return { text: text(language, "notes.refusedKind", { kind: message.otherKind }) };
  }
  const large = message.files.find((file) => file.sizeBytes > FILE_BYTES_MAX);
  if (!large) return null;
  return { text: text(language, "notes.tooLarge", { name: large.name, size: megabytes(large) }) };
}

function refusalFor(error: LogError, turn: Turn, message: IncomingMessage) {
  const { language } = turn.person;
  const [file] = message.files;
  switch (error.code) {
    case "needsKey":
      return needsKey(turn);
    case "stopped":
      return stopped(turn, []);
    case "outboxFull":
      return { text: text(language, "notes.outboxFull") };
    case "tooLarge":
      if (file) {
        const size = megabytes(file);
        return { text: text(language, "notes.tooLarge", { name: file.name, size }) };
      }
  }
  return { text: text(language, `log.error.${error.code}`) };
}

function stopped({ person }: Turn, troubles: readonly TroubleCode[]) {
  const mends = troubles.map((code) => `・${text(person.language, `log.trouble.${code}`)}`);
  return { text: [text(person.language, "notes.stopped"), ...mends].join("\n") };
}

function needsKey({ person }: Turn) {
  return {
    text: text(person.language, "notes.needsKey"),
    buttons: [[{ text: text(person.language, "notes.makeKey"), miniApp: "/" }]],
  };
}

function megabytes({ sizeBytes }: { readonly sizeBytes: number }): string {
  return (sizeBytes / (1024 * 1024)).toFixed(1);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
