/**
 * /export: all of an owner's log as archives in the private chat, still sealed, with what is
 * needed to open them without us. Beside everything else, one at a time for each person.
 */
import { text } from "../../../shared/locales/index.ts";
import { encodeUtf8 } from "../../../shared/std/bytes.ts";
import type { TarFile } from "../../../shared/std/tar.ts";
import { packTar } from "../../../shared/std/tar.ts";
import type { Module, ModuleHost, Turn } from "../../kernel/module.ts";
import type { OwnerLog, PlacedSegment } from "../../logserver/port.ts";
import type { Keys } from "./archive.ts";
import { indexFile, keyFileName, keyFiles, segmentFiles, sizeOf } from "./archive.ts";

/** Below Telegram's 50 MB for what a bot sends. */
const PART_BYTES_MAX = 45_000_000;
const SEGMENTS_AT_ONCE = 50;

export const exportModule: Module = {
  manifest: { id: "export", version: "1.0.0", capabilities: ["chat.command", "log.read"] },
  activate(host) {
    const running = new Set<number>();
    const description = { ja: text("ja", "export.command"), en: text("en", "export.command") };
    host.onCommand({ name: "export", description }, async (turn) => {
      const { userId, language } = turn.person;
      const { log } = turn;
      if (!log) return say(turn, text(language, "export.none"));
      if (running.has(userId)) return say(turn, text(language, "export.running"));
      running.add(userId);
      // Not awaited: reading a long log takes its time, and the person may go on talking.
      void exportLog(host, turn, log).finally(() => running.delete(userId));
    });
  },
};

/** Never rejects: what fails is traced and told. */
async function exportLog(host: ModuleHost, turn: Turn, log: OwnerLog): Promise<void> {
  const { language } = turn.person;
  try {
    const { logId, lastSequence, recordsDurable } = await log.status();
    if (lastSequence === 0) return await say(turn, text(language, "export.empty"));
    const progress = await turn.reply({
      text: text(language, "export.started", { total: lastSequence }),
    });
    const sender = new PartSender(turn, logId);
    await sender.add(await frontMatter(log), null);
    for (let from = 1; from <= lastSequence; from += SEGMENTS_AT_ONCE) {
      const to = Math.min(lastSequence, from + SEGMENTS_AT_ONCE - 1);
      for (const placed of await log.segments(from, to)) {
        await sender.add(segmentFiles(placed), placed);
      }
      const words = text(language, "export.progress", { done: to, total: lastSequence });
      await turn.edit(progress.messageId, { text: words });
    }
    await sender.flush();
    await turn.edit(progress.messageId, {
      text: text(language, "export.done", { count: recordsDurable }),
    });
  } catch (error) {
    host.trace("warn", "export.failed", {
      error: error instanceof Error ? error.name : typeof error,
    });
    await say(turn, text(language, "export.failed")).catch(() => {
      // Telegram is silent: there is no way to say that it is.
    });
  }
}

/** READMEs in both languages, and the keys. */
async function frontMatter(log: OwnerLog): Promise<readonly TarFile[]> {
  const armored = await log.readKeyBackup();
  const fingerprint = log.state().keyBackup?.fingerprint;
  const keys: Keys = {
    botCertificates: log.botCertificates(),
    keysets: log.keysets(),
    backup: armored !== null && fingerprint ? { armored, fingerprint } : null,
  };
  const keyFile = keyFileName(keys.backup);
  return [
    { name: "README.ja.txt", bytes: encodeUtf8(text("ja", "export.readme", { keyFile })) },
    { name: "README.en.txt", bytes: encodeUtf8(text("en", "export.readme", { keyFile })) },
    ...keyFiles(keys),
  ];
}

/** Gathers files and sends an archive whenever it is full. */
class PartSender {
  #files: TarFile[] = [];
  #segments: PlacedSegment[] = [];
  #sizeBytes = 0;
  #part = 1;

  constructor(
    private readonly turn: Turn,
    private readonly logId: string,
  ) {}

  async add(files: readonly TarFile[], placed: PlacedSegment | null): Promise<void> {
    const sizeBytes = sizeOf(files);
    if (this.#sizeBytes > 0 && this.#sizeBytes + sizeBytes > PART_BYTES_MAX) await this.flush();
    this.#files.push(...files);
    if (placed) this.#segments.push(placed);
    this.#sizeBytes += sizeBytes;
  }

  async flush(): Promise<void> {
    if (this.#files.length === 0) return;
    const archive = packTar([...this.#files, indexFile(this.#part, this.#segments)]);
    const caption = text(this.turn.person.language, "export.caption", { part: this.#part });
    await this.turn.replyDocument(`libral-${this.logId}-${this.#part}.tar`, archive, caption);
    this.#files = [];
    this.#segments = [];
    this.#sizeBytes = 0;
    this.#part += 1;
  }
}

async function say(turn: Turn, words: string): Promise<void> {
  await turn.reply({ text: words });
}
