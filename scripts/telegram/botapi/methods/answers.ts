/**
 * Answering what people did: pressed buttons, Mini Apps' queries.
 *
 * Source: Bot API answerCallbackQuery, answerWebAppQuery.
 */
import { badRequest } from "../../failure.ts";
import { defined } from "../../std.ts";
import { QUERY_LIFE_MS } from "../../world/queries.ts";
import { flag, ignored, memberOf, objectOf, readJson, requiredText, text } from "../fields.ts";
import { readText } from "../text-args.ts";
import type { Args, Call, Field, MethodGroup } from "../types.ts";

const TOO_OLD = "query is too old and response timeout expired or query ID is invalid";
const ANSWER_MAX = 200;

const inlineResult: Field<Args<"answerWebAppQuery">["result"]> = (raw) => {
  const complaint = "can't parse inline query result JSON object";
  return objectOf(
    readJson(raw, complaint),
    complaint,
  ) as unknown as Args<"answerWebAppQuery">["result"];
};

/** Posts the result as the person, through the bot, and closes the Mini App. */
function answerWebApp(call: Call, args: Args<"answerWebAppQuery">) {
  const launch = call.world.launches.get(args.web_app_query_id);
  if (!launch || launch.botId !== call.bot.id || launch.closed)
    throw badRequest("QUERY_ID_INVALID");
  const content = memberOf(args.result, "input_message_content");
  const words = memberOf(content, "message_text");
  if (typeof words !== "string") {
    call.note("answerWebAppQuery with another result than text");
    throw badRequest("RESULT_TYPE_INVALID");
  }
  const mode = memberOf(content, "parse_mode");
  const formatted = readText(words, typeof mode === "string" ? mode : undefined, undefined);
  const id = call.engine.commit("answerWebApp", { queryId: launch.queryId, ...formatted });
  return { inline_message_id: id };
}

export const answerMethods = {
  answerCallbackQuery: {
    fields: {
      callback_query_id: requiredText(TOO_OLD),
      text,
      show_alert: flag,
      url: text,
      cache_time: ignored<number>(),
    },
    run(call, args) {
      const query = call.world.queries.get(args.callback_query_id);
      const tooOld = query && query.at + QUERY_LIFE_MS < call.engine.clock.now();
      if (!query || tooOld || query.botId !== call.bot.id) throw badRequest(TOO_OLD);
      if ((args.text ?? "").length > ANSWER_MAX) throw badRequest("MESSAGE_TOO_LONG");
      call.engine.commit("answerQuery", { id: query.id });
      call.api.lounge.presses.get(query.id)?.(
        defined({ text: args.text ?? "", alert: args.show_alert ?? false, url: args.url }),
      );
      return true;
    },
  },

  answerWebAppQuery: {
    fields: { web_app_query_id: requiredText("QUERY_ID_INVALID"), result: inlineResult },
    run: answerWebApp,
  },
} satisfies MethodGroup;
