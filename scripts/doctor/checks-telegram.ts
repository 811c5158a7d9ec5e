/** What Telegram says of this bot: token, clock, webhook, default rights and menu button. */
import { text } from "../../shared/locales/index.ts";
import { administratorRights, askTelegram, botUser, menuButton, webhookInfo } from "./bot-api.ts";
import type { Finding, Surroundings } from "./finding.ts";
import { rightsOf, WANTED_RIGHTS } from "./rights.ts";

/** initData may lie 60 s in the future; half of that is time to act. */
const SKEW_WARN_SECONDS = 10;
const SKEW_FAIL_SECONDS = 30;
const ERROR_IS_RECENT_MS = 3_600_000;
const PENDING_MANY = 100;

/** Null as id: nothing else can be asked of Telegram. */
export async function checkToken(
  around: Surroundings,
): Promise<{ readonly botId: number | null; readonly findings: readonly Finding[] }> {
  const { config, effects, language } = around;
  const check = "token";
  const me = await askTelegram(around, "getMe", {}, botUser);
  if (me.kind !== "answered") {
    const sentence =
      me.kind === "refused" && (me.code === 401 || me.code === 404)
        ? text(language, "doctor.token.refused")
        : text(language, "doctor.token.silent", { apiRoot: config.apiRoot, why: me.why });
    return { botId: null, findings: [{ check, level: "fail", sentence }] };
  }
  const { id, username, can_join_groups } = me.result;
  const token: Finding = can_join_groups
    ? { check, level: "ok", sentence: text(language, "doctor.token.ok", { username }) }
    : { check, level: "fail", sentence: text(language, "doctor.token.noGroups", { username }) };
  const clock = me.serverTime === null ? [] : [checkClock(effects.now() - me.serverTime, around)];
  return { botId: id, findings: [token, ...clock] };
}

function checkClock(skewMs: number, { language }: Surroundings): Finding {
  // The header has whole seconds, rounded down, and the answer took its time.
  const seconds = Math.max(0, Math.round(Math.abs(skewMs) / 1000) - 1);
  if (seconds < SKEW_WARN_SECONDS) {
    return {
      check: "clock",
      level: "ok",
      sentence: text(language, "doctor.clock.ok", { seconds }),
    };
  }
  return {
    check: "clock",
    level: seconds < SKEW_FAIL_SECONDS ? "warn" : "fail",
    sentence: text(language, "doctor.clock.skew", { seconds }),
  };
}

export async function checkWebhook(around: Surroundings): Promise<readonly Finding[]> {
  const { config, effects, language } = around;
  const check = "webhook";
  const answer = await askTelegram(around, "getWebhookInfo", {}, webhookInfo);
  if (answer.kind !== "answered") {
    return [{ check, level: "warn", sentence: unanswered("getWebhookInfo", answer.why, around) }];
  }
  const { url, pending_update_count: pending, last_error_date, last_error_message } = answer.result;
  const findings: Finding[] = [];
  const find = (level: Finding["level"], sentence: string): void => {
    findings.push({ check, level, sentence });
  };
  if (config.updates === "polling") {
    if (url) find("warn", text(language, "doctor.webhook.unused"));
    else find("ok", text(language, "doctor.webhook.polling"));
  } else if (!url) {
    find("fail", text(language, "doctor.webhook.absent"));
  } else if (originOf(url) !== config.publicUrl) {
    find("fail", text(language, "doctor.webhook.elsewhere", { host: originOf(url) }));
  } else {
    // The path of the webhook is a secret of sorts: only the origin is shown.
    find("ok", text(language, "doctor.webhook.ok", { url: config.publicUrl, pending }));
  }
  const errorAgeMs = effects.now() - (last_error_date ?? 0) * 1000;
  if (config.updates === "webhook" && errorAgeMs < ERROR_IS_RECENT_MS) {
    const minutes = Math.max(0, Math.round(errorAgeMs / 60_000));
    find("warn", text(language, "doctor.webhook.error", { minutes, why: last_error_message }));
  }
  if (pending > PENDING_MANY) find("warn", text(language, "doctor.webhook.behind", { pending }));
  return findings;
}

/** What starting the bot sets, as far as it can be asked for. */
export async function checkProfile(around: Surroundings): Promise<readonly Finding[]> {
  const { config, language } = around;
  const check = "profile";
  const findings: Finding[] = [];
  const warn = (sentence: string): void => {
    findings.push({ check, level: "warn", sentence });
  };
  const method = "getMyDefaultAdministratorRights";
  const rights = await askTelegram(around, method, { for_channels: false }, administratorRights);
  if (rights.kind !== "answered") warn(unanswered(method, rights.why, around));
  else if (!isWanted(rightsOf(rights.result))) warn(text(language, "doctor.profile.rights"));

  const url = `${config.publicUrl}/app/`;
  const menu = await askTelegram(around, "getChatMenuButton", {}, menuButton);
  if (menu.kind !== "answered") warn(unanswered("getChatMenuButton", menu.why, around));
  else if (!menu.result.web_app?.url.startsWith(url)) {
    warn(text(language, "doctor.profile.menu", { url }));
  }
  if (findings.length > 0) return findings;
  return [{ check, level: "ok", sentence: text(language, "doctor.profile.ok") }];
}

function unanswered(method: string, why: string, { language }: Surroundings): string {
  return text(language, "doctor.telegram.unanswered", { method, why });
}

function isWanted(rights: ReadonlySet<string>): boolean {
  return rights.size === WANTED_RIGHTS.length && WANTED_RIGHTS.every((right) => rights.has(right));
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "?";
}
