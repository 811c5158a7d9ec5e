/** Ways out of the frame: links, Telegram links, data for the bot, inline queries. */

import { call } from "../../net/call.ts";
import { draftOf } from "../../state/drafts.ts";
import { openAddress } from "../../state/links.ts";
import { currentChat, currentThreadId } from "../../state/place.ts";
import { bots } from "../../state/store.ts";
import { attempt, toast } from "../../state/toasts.ts";
import { text } from "../../texts/index.ts";
import type { EventData } from "../wire.ts";
import { textOf } from "../wire.ts";
import type { Host, Methods } from "./host.ts";

const DATA_BYTES_MAX = 4096;

/** Gives data to the bot and closes; only an app opened by a keyboard button may, and once. */
async function dataSend(data: EventData, host: Host): Promise<void> {
  const { from, launch, buttonText } = host.view();
  const words = textOf(data, "data");
  const bytes = new TextEncoder().encode(words).length;
  if (from !== "keyboard" || bytes === 0 || bytes > DATA_BYTES_MAX) return;
  host.close();
  await attempt(() => call("webAppData", { queryId: launch.queryId, data: words, buttonText }));
}

function switchInline(data: EventData, host: Host): void {
  const chat = currentChat.value;
  const bot = bots.value.find((one) => one.id === host.view().launch.botId);
  if (chat === null || bot?.username === undefined) return;
  const draft = draftOf(chat.id, currentThreadId.value);
  draft.value = { ...draft.value, text: `@${bot.username} ${textOf(data, "query")}` };
  host.close();
}

export const linkMethods: Methods = {
  web_app_open_link: {
    since: "6.1",
    run: (data) => {
      const url = textOf(data, "url");
      if (!/^https?:\/\//i.test(url)) return;
      const opened = window.open(url, "_blank", "noopener,noreferrer");
      // With `noopener` null is the ordinary answer: only a thrown block would be seen.
      if (opened !== null) toast(text("links.opened"));
    },
  },
  // The app stays, small, as in Web A.
  web_app_open_tg_link: {
    since: "6.1",
    run: (data, host) => {
      host.change({ minimised: true, fullscreen: false });
      openAddress(`https://t.me${textOf(data, "path_full")}`);
    },
  },
  web_app_data_send: { since: "6.0", run: dataSend },
  web_app_switch_inline_query: { since: "6.7", run: switchInline },
};
