/** /status: how the log server is, in one message that can be looked at again. */
import type { Language } from "../../../shared/locales/index.ts";
import { text } from "../../../shared/locales/index.ts";
import type { Module, Reply, Turn } from "../../kernel/module.ts";
import type { LogStatus, OwnerLog } from "../../logserver/port.ts";

const AGAIN = "again";
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export const statusModule: Module = {
  manifest: {
    id: "status",
    version: "1.0.0",
    capabilities: ["chat.command", "chat.button", "log.read"],
  },
  activate(host) {
    const description = { ja: text("ja", "status.command"), en: text("en", "status.command") };
    host.onCommand({ name: "status", description }, async (turn) => {
      await turn.reply(await statusReply(turn, host.now()));
    });
    host.onButton(AGAIN, async (turn, _argument, messageId) => {
      await turn.edit(messageId, await statusReply(turn, host.now()));
    });
  },
};

async function statusReply(turn: Turn, now: number): Promise<Reply> {
  const { language } = turn.person;
  if (!turn.log) return { text: text(language, "status.none") };
  const status = await turn.log.status();
  return {
    text: statusText(status, turn.log, now, language),
    buttons: [
      [
        { text: text(language, "status.again"), action: AGAIN },
        { text: text(language, "status.openGroup"), url: groupLink(status.chatId) },
      ],
    ],
  };
}

/** All lines of the answer, troubles with their mends last. */
export function statusText(
  status: LogStatus,
  log: Pick<OwnerLog, "state">,
  now: number,
  language: Language,
): string {
  const condition = text(language, `status.condition.${status.condition}`);
  const lacksRights = status.troubles.includes("missingRights");
  const rights = text(language, lacksRights ? "status.rights.wrong" : "status.rights.exact");
  const lines = [
    // Just started: the group's name is not known yet.
    status.chatTitle === ""
      ? text(language, "status.headUntitled")
      : text(language, "status.head", { title: status.chatTitle }),
    "",
    text(language, "status.line.condition", { value: condition }),
    text(language, "status.line.rights", { value: rights }),
    text(language, "status.line.key", { value: keyText(status, log, language) }),
    text(language, "status.line.records", { count: status.recordsDurable }),
    waitingText(status, now, language),
    checkpointText(status, now, language),
  ];
  if (status.troubles.length > 0) lines.push("", text(language, "status.troubles"));
  for (const code of status.troubles) lines.push(`・${text(language, `log.trouble.${code}`)}`);
  return lines.join("\n");
}

function keyText(status: LogStatus, log: Pick<OwnerLog, "state">, language: Language): string {
  const version = status.keysetVersion;
  if (version === 0) return text(language, "status.key.none");
  const hasBackup = log.state().keyBackup !== null;
  return text(language, hasBackup ? "status.key.ready" : "status.key.noBackup", { version });
}

function waitingText(status: LogStatus, now: number, language: Language): string {
  const { envelopesWaiting: count, oldestWaitingAt } = status;
  if (oldestWaitingAt === null) return text(language, "status.line.waiting", { count });
  const age = ageText(now - oldestWaitingAt, language);
  return text(language, "status.line.waitingSince", { count, age });
}

function checkpointText(status: LogStatus, now: number, language: Language): string {
  const { lastCheckpointAt } = status;
  if (lastCheckpointAt === null) return text(language, "status.line.noCheckpoint");
  const age = ageText(now - lastCheckpointAt, language);
  return text(language, "status.line.checkpoint", { age });
}

function ageText(ageMs: number, language: Language): string {
  if (ageMs < MINUTE_MS) return text(language, "status.now");
  const [unit, unitMs] =
    ageMs < HOUR_MS
      ? (["minutes", MINUTE_MS] as const)
      : ageMs < DAY_MS
        ? (["hours", HOUR_MS] as const)
        : (["days", DAY_MS] as const);
  return text(language, `status.${unit}`, { count: Math.floor(ageMs / unitMs) });
}

/** Where Telegram shows a private supergroup: its id without the leading -100. */
function groupLink(chatId: number): string {
  return `https://t.me/c/${String(chatId).replace(/^-100/, "")}/1`;
}
