/**
 * Getting updates: long polling and webhooks.
 *
 * Source: Bot API "Getting updates"; telegram-bot-api Client.cpp (process_set_webhook_query).
 */
import type { WebhookInfo } from "@grammyjs/types";
import { badRequest } from "../../failure.ts";
import { defined } from "../../std.ts";
import { normal } from "../../updates/polling.ts";
import type { UpdateKind, Webhook } from "../../world/state.ts";
import { anyText, file, flag, integer, readJson, text } from "../fields.ts";
import type { Args, Call, Field, MethodGroup } from "../types.ts";

type Allowed = Args<"getUpdates">["allowed_updates"];

const allowedUpdates: Field<Allowed> = (raw) => {
  if (raw === undefined || raw === "") return undefined;
  const list = readJson(raw, "can't parse allowed_updates JSON object");
  if (!Array.isArray(list)) throw badRequest("allowed_updates must be an Array of String");
  return list.map((kind) => String(kind) as UpdateKind);
};

const PORTS: ReadonlySet<string> = new Set(["", "443", "80", "88", "8443"]);
const CONNECTIONS = 40;

/** The webhook that the arguments describe, or null to have none. */
function readWebhook(args: Args<"setWebhook">): Webhook | null {
  if (args.url === "") return null;
  if (!URL.canParse(args.url)) throw badRequest("bad webhook: invalid webhook URL specified");
  const url = new URL(args.url);
  const isLoopback = ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback)) {
    throw badRequest("bad webhook: An HTTPS URL must be provided for webhook");
  }
  if (!isLoopback && !PORTS.has(url.port)) {
    throw badRequest("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443");
  }
  const secret = args.secret_token;
  if (secret !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(secret)) {
    throw badRequest("secret token contains unallowed characters");
  }
  return defined({
    url: args.url,
    secretToken: secret,
    maxConnections: Math.min(Math.max(args.max_connections ?? CONNECTIONS, 1), 100),
    ipAddress: args.ip_address,
    hasCertificate: args.certificate !== undefined,
  });
}

function setWebhook(call: Call, args: Args<"setWebhook">): true {
  const webhook = readWebhook(args);
  if (args.allowed_updates) {
    const allowed = normal(args.allowed_updates);
    call.engine.commit("allowUpdates", { botId: call.bot.id, allowed });
  }
  const drop = args.drop_pending_updates ?? false;
  call.engine.commit("setWebhook", { botId: call.bot.id, webhook, drop });
  if (webhook) call.api.poller.interrupt(call.bot.id, "terminated by setWebhook request");
  return true;
}

export const updateMethods = {
  getUpdates: {
    fields: {
      offset: integer,
      limit: integer,
      timeout: integer,
      allowed_updates: allowedUpdates,
    },
    run: (call, args) => call.api.poller.poll(call.bot.id, args),
  },
  setWebhook: {
    fields: {
      url: anyText,
      certificate: (raw, source, name) => {
        const value = file(raw, source, name);
        return typeof value === "string" ? undefined : value;
      },
      ip_address: text,
      max_connections: integer,
      allowed_updates: allowedUpdates,
      drop_pending_updates: flag,
      secret_token: text,
    },
    run: setWebhook,
  },
  deleteWebhook: {
    fields: { drop_pending_updates: flag },
    run: (call, args) => setWebhook(call, { url: "", ...args }),
  },
  getWebhookInfo: {
    fields: {},
    run({ bot, api }): WebhookInfo {
      return defined({
        url: bot.webhook?.url ?? "",
        has_custom_certificate: bot.webhook?.hasCertificate ?? false,
        pending_update_count: bot.pending.length,
        ip_address: bot.webhook?.ipAddress,
        max_connections: bot.webhook?.maxConnections,
        allowed_updates: bot.allowedUpdates ? [...bot.allowedUpdates] : undefined,
        ...api.webhookTrouble(bot.id),
      });
    },
  },
} satisfies MethodGroup;
