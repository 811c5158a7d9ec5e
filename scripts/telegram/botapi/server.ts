/**
 * Bot API calls as a transport brings them: faults strike, the timeline writes it down. What a
 * call means is in call.ts.
 */
import type { ApiResponse } from "@grammyjs/types";
import type { Clock } from "../clock.ts";
import type { CallFault, Faults } from "../faults.ts";
import { faultAnswer } from "../faults.ts";
import type { Timeline } from "../timeline.ts";
import { bytesOfArgs, describeArgs } from "../timeline.ts";
import type { BotApi } from "./call.ts";
import { callMethod } from "./call.ts";
import { plainArgs } from "./fields.ts";
import { findMethod } from "./methods/index.ts";
import type { RawArgs } from "./types.ts";

/** What becomes of a call, before it is put on a wire. */
export type Outcome =
  | { readonly type: "answer"; readonly answer: ApiResponse<unknown> }
  | { readonly type: "malformed" | "dropped" | "hung" };

/** A call whose answer never came: the fault that was asked for. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

export interface BotServerParts {
  readonly api: BotApi;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly timeline: Timeline;
}

export class BotServer {
  constructor(private readonly parts: BotServerParts) {}

  /** Carries a call out. `body` is the request to the byte, empty when there was none. */
  async serve(token: string, method: string, raw: RawArgs, body: Uint8Array): Promise<Outcome> {
    const { clock, faults, timeline } = this.parts;
    const botId = Number(token.split(":")[0]) || 0;
    const name = findMethod(method) ?? method;
    const chatId = raw.values.chat_id;
    const at = clock.now();
    const fault = faults.forCall(botId, name, chatId);
    const outcome = await this.#run(token, method, raw, fault);
    const answer = outcome.type === "answer" ? outcome.answer : undefined;
    timeline.keep(
      name,
      () => (body.length > 0 ? body : bytesOfArgs(raw)),
      () => Buffer.from(JSON.stringify(answer ?? outcome)),
    );
    timeline.add({
      at,
      type: "call",
      botId,
      name,
      body: describeArgs(raw),
      ms: clock.now() - at,
      ...(chatId === undefined ? {} : { chatId: String(chatId) }),
      ...(answer && { answer }),
      ...(fault && { fault: fault.type }),
    });
    return outcome;
  }

  /** The same for callers in this process. Throws ConnectionLost when a fault says so. */
  async call(
    token: string,
    method: string,
    args: Readonly<Record<string, unknown>>,
  ): Promise<ApiResponse<unknown>> {
    const outcome = await this.serve(token, method, plainArgs(args), new Uint8Array());
    if (outcome.type === "answer") return outcome.answer;
    if (outcome.type === "hung") return new Promise(() => {});
    throw new ConnectionLost(`${method}: ${outcome.type}`);
  }

  async #run(
    token: string,
    method: string,
    raw: RawArgs,
    fault: CallFault | null,
  ): Promise<Outcome> {
    const { api, clock } = this.parts;
    if (fault?.type === "error") return { type: "answer", answer: faultAnswer(fault) };
    if (fault?.type === "hang") return { type: "hung" };
    if (fault?.type === "dropBefore") return { type: "dropped" };
    if (fault?.type === "delay") await new Promise<void>((go) => void clock.after(fault.ms, go));
    const answer = await callMethod(api, token, method, raw);
    if (fault?.type === "dropAfter") return { type: "dropped" };
    if (fault?.type === "malformed") return { type: "malformed" };
    return { type: "answer", answer: fault?.type === "withoutPin" ? unpinned(answer) : answer };
  }
}

/** getChat now and then answers without the pin that is there (pyTelegramBotAPI #1833). */
function unpinned(answer: ApiResponse<unknown>): ApiResponse<unknown> {
  if (!answer.ok || typeof answer.result !== "object" || answer.result === null) return answer;
  return { ok: true, result: { ...answer.result, pinned_message: undefined } };
}
