/** The operator's log server: that it is there, private, theirs, and the bot's rights in it. */
import { text } from "../../shared/locales/index.ts";
import { askTelegram, chatFullInfo, chatMember } from "./bot-api.ts";
import type { Finding, Surroundings } from "./finding.ts";
import { rightsOf, WANTED_RIGHTS } from "./rights.ts";

export async function checkOperator(
  around: Surroundings,
  botId: number,
): Promise<readonly Finding[]> {
  const { config, language } = around;
  const { operatorUserId, operatorChatId } = config;
  const check = "operator";
  if (operatorUserId === null) {
    return [{ check, level: "warn", sentence: text(language, "doctor.operator.none") }];
  }
  if (operatorChatId === null) {
    return [{ check, level: "warn", sentence: text(language, "doctor.operator.noChat") }];
  }
  const member = (userId: number) => ({ chat_id: operatorChatId, user_id: userId });
  const chat = await askTelegram(around, "getChat", { chat_id: operatorChatId }, chatFullInfo);
  if (chat.kind !== "answered") {
    const sentence = text(language, "doctor.operator.unreachable", { why: chat.why });
    return [{ check, level: "fail", sentence }];
  }
  const bot = await askTelegram(around, "getChatMember", member(botId), chatMember);
  const person = await askTelegram(around, "getChatMember", member(operatorUserId), chatMember);

  const { title, username, is_forum, message_auto_delete_time } = chat.result;
  const findings: Finding[] = [];
  const fail = (sentence: string): void => {
    findings.push({ check, level: "fail", sentence });
  };
  if (!is_forum) fail(text(language, "doctor.operator.notForum", { title }));
  if (username) fail(text(language, "doctor.operator.public", { title }));
  if (message_auto_delete_time > 0) fail(text(language, "doctor.operator.autoDelete", { title }));
  if (person.kind !== "answered" || person.result.status !== "creator") {
    fail(text(language, "doctor.operator.notOwner", { title }));
  }
  findings.push(...judgeRights(bot.kind === "answered" ? bot.result : { status: "left" }, around));
  if (findings.length > 0) return findings;
  return [{ check, level: "ok", sentence: text(language, "doctor.operator.ok", { title }) }];
}

function judgeRights(
  member: { readonly status: string; readonly [name: string]: unknown },
  { language }: Surroundings,
): readonly Finding[] {
  const check = "operator";
  const has = member.status === "administrator" ? rightsOf(member) : new Set<string>();
  const missing = WANTED_RIGHTS.filter((right) => !has.has(right));
  const surplus = [...has].filter((right) => !WANTED_RIGHTS.includes(right));
  const findings: Finding[] = [];
  if (missing.length > 0) {
    const sentence = text(language, "doctor.operator.rights", { rights: missing.join(", ") });
    findings.push({ check, level: "fail", sentence });
  }
  if (surplus.length > 0) {
    const sentence = text(language, "doctor.operator.surplus", { rights: surplus.join(", ") });
    findings.push({ check, level: "warn", sentence });
  }
  return findings;
}
