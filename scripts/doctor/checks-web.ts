/** The way from the world to this bot: address, version, Mini App, certificate. */
import * as v from "valibot";
import { text } from "../../shared/locales/index.ts";
import type { Finding, Surroundings } from "./finding.ts";
import { REQUEST_MS_MAX, whyOf } from "./finding.ts";

const health = v.object({ ok: v.literal(true), version: v.string() });
const DAY_MS = 86_400_000;
/** Renewal by itself happens 30 days before the end; two weeks before, it has failed. */
const WARN_DAYS = 14;

export async function checkUrl(around: Surroundings): Promise<readonly Finding[]> {
  const { config, language, version } = around;
  const { publicUrl: url, host, port } = config;
  const answer = await get(around, `${url}/health`);
  if ("why" in answer) {
    const sentence = text(language, "doctor.url.silent", { url, why: answer.why, host, port });
    return [{ check: "url", level: "fail", sentence }];
  }
  const parsed = v.safeParse(health, parseJson(answer.body));
  if (answer.status !== 200 || !parsed.success) {
    const values = { url, status: answer.status, host, port };
    const sentence = text(language, "doctor.url.foreign", values);
    return [{ check: "url", level: "fail", sentence }];
  }
  const running = parsed.output.version;
  const reached: Finding =
    running === version
      ? {
          check: "url",
          level: "ok",
          sentence: text(language, "doctor.url.ok", { url, version }),
        }
      : {
          check: "url",
          level: "warn",
          sentence: text(language, "doctor.url.otherVersion", { url, running, version }),
        };
  return [reached, await checkApp(around)];
}

async function checkApp(around: Surroundings): Promise<Finding> {
  const { language } = around;
  const url = `${around.config.publicUrl}/app/`;
  const answer = await get(around, url);
  if ("status" in answer && answer.status === 200 && /<html/i.test(answer.body)) {
    return { check: "app", level: "ok", sentence: text(language, "doctor.app.ok", { url }) };
  }
  const status = "status" in answer ? answer.status : answer.why;
  return {
    check: "app",
    level: "fail",
    sentence: text(language, "doctor.app.missing", { url, status }),
  };
}

/** Nothing to say of a local address without TLS. */
export async function checkCertificate(around: Surroundings): Promise<readonly Finding[]> {
  const { config, effects, language } = around;
  const url = new URL(config.publicUrl);
  if (url.protocol !== "https:") return [];
  const seen = await around.certificateOf(url.hostname, Number(url.port || 443));
  // Unreachable: the line on the address has said so.
  if (seen.kind === "silent") return [];
  const check = "certificate";
  const days =
    seen.validUntil === null ? 0 : Math.floor((seen.validUntil - effects.now()) / DAY_MS);
  if (seen.validUntil !== null && days < 0) {
    const sentence = text(language, "doctor.certificate.expired", { days: -days });
    return [{ check, level: "fail", sentence }];
  }
  if (seen.kind === "untrusted") {
    const sentence = text(language, "doctor.certificate.untrusted", { why: seen.why });
    return [{ check, level: "fail", sentence }];
  }
  return days < WARN_DAYS
    ? [{ check, level: "warn", sentence: text(language, "doctor.certificate.soon", { days }) }]
    : [{ check, level: "ok", sentence: text(language, "doctor.certificate.ok", { days }) }];
}

type GetAnswer = { readonly status: number; readonly body: string } | { readonly why: string };

async function get({ config, effects }: Surroundings, url: string): Promise<GetAnswer> {
  try {
    const response = await effects.fetch(url, {
      redirect: "manual",
      signal: AbortSignal.timeout(REQUEST_MS_MAX),
    });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    return { why: whyOf(error, config.token) };
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Somebody else's page: the schema refuses it.
    return undefined;
  }
}
