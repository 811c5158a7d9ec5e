/** What needs the person's word: write access, phone number, downloads, sharing, paying. */
import { call } from "../../net/call.ts";
import { downloadUrl } from "../../net/download.ts";
import { openDialog } from "../../state/dialogs.ts";
import { chatWith } from "../../state/store.ts";
import { attempt, toast } from "../../state/toasts.ts";
import { text } from "../../texts/index.ts";
import type { EventData } from "../wire.ts";
import { requestIdOf, textOf } from "../wire.ts";
import type { Host, Methods } from "./host.ts";

function writeAccess(_data: EventData, host: Host): void {
  const { botId, botName } = host.view().launch;
  const answer = (allowed: boolean): void =>
    host.post("write_access_requested", { status: allowed ? "allowed" : "cancelled" });
  const chat = chatWith(botId);
  if (chat !== undefined && !chat.needsStart) {
    answer(true);
    return;
  }
  openDialog({
    kind: "confirm",
    title: botName,
    text: text("app.writeAccess", { bot: botName }),
    action: text("app.allow"),
    run: async () => {
      let allowed = false;
      await attempt(async () => {
        allowed = (await call("writeAccess", { botId, allow: true })).allowed;
      });
      answer(allowed);
    },
    otherwise: () => answer(false),
  });
}

/** The bot gets the contact as a message; the app only hears whether it was sent. */
function phone(_data: EventData, host: Host): void {
  const { botId, botName } = host.view().launch;
  const answer = (sent: boolean): void =>
    host.post("phone_requested", { status: sent ? "sent" : "cancelled" });
  openDialog({
    kind: "confirm",
    title: text("keyboard.contactTitle"),
    text: text("keyboard.contactAsk", { bot: botName }),
    action: text("keyboard.contactYes"),
    run: async () => answer(await attempt(() => call("shareContact", { chatId: botId }))),
    otherwise: () => answer(false),
  });
}

function fileDownload(data: EventData, host: Host): void {
  const url = textOf(data, "url");
  const name = textOf(data, "file_name");
  const answer = (status: string): void => host.post("file_download_requested", { status });
  if (!/^https?:\/\//i.test(url) || name === "") {
    answer("cancelled");
    return;
  }
  openDialog({
    kind: "confirm",
    title: text("app.downloadTitle"),
    text: text("app.download", { bot: host.view().launch.botName, name }),
    action: text("app.downloadYes"),
    run: async () => {
      answer("downloading");
      // Without the CORS header that Telegram asks of such files, the browser still can by itself.
      if (!(await downloadUrl(url, name))) downloadByBrowser(url, name);
    },
    otherwise: () => answer("cancelled"),
  });
}

/** Lets the browser fetch and save it; works when the answer is marked as an attachment. */
function downloadByBrowser(url: string, name: string): void {
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.target = "_blank";
  anchor.rel = "noopener";
  anchor.click();
  toast(text("app.downloadAway"));
}

export const personMethods: Methods = {
  web_app_request_write_access: { since: "6.9", run: writeAccess },
  web_app_request_file_download: { since: "8.0", run: fileDownload },
  web_app_request_phone: { since: "6.9", run: phone },
  // Nothing can be paid here yet, and a Mini App must hear that.
  web_app_open_invoice: {
    since: "6.1",
    run: (data, host) => {
      toast(text("app.noPayment"));
      host.post("invoice_closed", { slug: textOf(data, "slug"), status: "failed" });
    },
  },
  web_app_request_chat: {
    since: "9.6",
    run: (data, host) =>
      host.post("requested_chat_failed", { req_id: requestIdOf(data), error: "UNSUPPORTED" }),
  },
  web_app_send_prepared_message: {
    since: "8.0",
    run: (_data, host) => host.post("prepared_message_failed", { error: "UNSUPPORTED" }),
  },
};
