/**
 * Faults on purpose: what a call or an update suffers when a rule matches. Rules live only while
 * the server runs; they are the test's, not the world's.
 */
import type { ApiResponse, ResponseParameters } from "@grammyjs/types";
import type { UpdateKind } from "./world/state.ts";

/** What happens to a Bot API call. */
export type CallFault =
  | {
      readonly type: "error";
      readonly code: number;
      readonly description?: string;
      readonly retryAfter?: number;
    }
  | { readonly type: "delay"; readonly ms: number }
  /** Never answered; the effect does not happen. */
  | { readonly type: "hang" }
  /** The connection breaks and nothing was done. */
  | { readonly type: "dropBefore" }
  /** It was done, but the answer is lost. */
  | { readonly type: "dropAfter" }
  /** Of getChat: the answer lacks the pin that is there, without an error. */
  | { readonly type: "withoutPin" }
  /** It was done, but the answer is no JSON. */
  | { readonly type: "malformed" };

/** What happens to an update on its way to the bot. */
export type UpdateFault =
  | { readonly type: "loseUpdate" }
  | { readonly type: "duplicateUpdate" }
  | { readonly type: "delayUpdate"; readonly ms: number }
  /** It comes after the one that follows it. */
  | { readonly type: "reorderUpdates" };

/** When a fault strikes. All that is given must match. */
export interface FaultRule {
  readonly botId?: number;
  /** Of calls: the method, in its proper spelling. */
  readonly method?: string;
  /** Of calls: chat_id as the bot sends it. */
  readonly chatId?: number;
  /** Of updates. */
  readonly kind?: UpdateKind;
  /** The first matching one that suffers, from 1. */
  readonly nth?: number;
  /** How many suffer from then on; 0 means all. Default 1. */
  readonly count?: number;
  readonly fault: CallFault | UpdateFault;
}

export interface ActiveRule extends FaultRule {
  readonly id: number;
  /** How many matched, and how many suffered. */
  seen: number;
  struck: number;
}

const UPDATE_FAULTS: ReadonlySet<string> = new Set([
  "loseUpdate",
  "duplicateUpdate",
  "delayUpdate",
  "reorderUpdates",
]);

function isUpdateFault(fault: CallFault | UpdateFault): fault is UpdateFault {
  return UPDATE_FAULTS.has(fault.type);
}

export interface Faults {
  add(rule: FaultRule): number;
  list(): readonly ActiveRule[];
  clear(id?: number): void;
  /** The fault that strikes this call, if one does. Counts. */
  forCall(botId: number, method: string, chatId: unknown): CallFault | null;
  /** The fault that strikes this update, if one does. Counts; ask once for each update. */
  forUpdate(botId: number, kind: UpdateKind): UpdateFault | null;
}

export function createFaults(): Faults {
  let rules: ActiveRule[] = [];
  let nextId = 1;
  /** The first rule that strikes; every rule that matches counts the call. */
  const strike = (matching: readonly ActiveRule[]): ActiveRule["fault"] | null => {
    let fault: ActiveRule["fault"] | null = null;
    for (const rule of matching) {
      rule.seen++;
      const count = rule.count ?? 1;
      const due = rule.seen >= (rule.nth ?? 1) && (count === 0 || rule.struck < count);
      if (!due || fault) continue;
      rule.struck++;
      fault = rule.fault;
    }
    return fault;
  };
  return {
    add(rule) {
      const id = nextId++;
      rules.push({ ...rule, id, seen: 0, struck: 0 });
      return id;
    },
    list: () => rules,
    clear(id) {
      rules = id === undefined ? [] : rules.filter((rule) => rule.id !== id);
    },
    forCall(botId, method, chatId) {
      const matching = rules.filter(
        (rule) =>
          !isUpdateFault(rule.fault) &&
          (rule.botId ?? botId) === botId &&
          (rule.method ?? method).toLowerCase() === method.toLowerCase() &&
          (rule.chatId === undefined || String(rule.chatId) === String(chatId)),
      );
      const fault = strike(matching);
      return fault && !isUpdateFault(fault) ? fault : null;
    },
    forUpdate(botId, kind) {
      const matching = rules.filter(
        (rule) =>
          isUpdateFault(rule.fault) &&
          (rule.botId ?? botId) === botId &&
          (rule.kind ?? kind) === kind,
      );
      const fault = strike(matching);
      return fault && isUpdateFault(fault) ? fault : null;
    },
  };
}

const USUAL_TEXTS: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden: bot was blocked by the user",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** The answer of an `error` fault. */
export function faultAnswer(fault: CallFault & { type: "error" }): ApiResponse<never> {
  const wait = fault.retryAfter ?? (fault.code === 429 ? 1 : undefined);
  const parameters: ResponseParameters | undefined =
    wait === undefined ? undefined : { retry_after: wait };
  const usual =
    fault.code === 429 ? `Too Many Requests: retry after ${wait}` : USUAL_TEXTS[fault.code];
  return {
    ok: false,
    error_code: fault.code,
    description: fault.description ?? usual ?? "Error",
    ...(parameters && { parameters }),
  };
}
