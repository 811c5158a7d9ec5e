/** The menu of a message: reactions, reply, copy, edit, pin, forward, delete. */
import type { ClientChat, ClientMessage } from "../../client-protocol.ts";
import { copyText } from "../browser.ts";
import { rightsOfMember } from "../model/rights.ts";
import { call } from "../net/call.ts";
import { openDialog } from "../state/dialogs.ts";
import { draftOf } from "../state/drafts.ts";
import { currentThreadId } from "../state/place.ts";
import { me } from "../state/store.ts";
import { attempt, toast } from "../state/toasts.ts";
import { text } from "../texts/index.ts";
import type { MenuEntry } from "../ui/menu.tsx";
import { openMenu } from "../ui/menu.tsx";
import { QUICK_REACTIONS, react } from "./reactions.tsx";

/** Opens the menu at a point. `main` is the message that bears the text of an album. */
export function openMessageMenu(
  chat: ClientChat,
  entry: readonly ClientMessage[],
  main: ClientMessage,
  x: number,
  y: number,
): void {
  openMenu({
    label: text("message.menu"),
    x,
    y,
    entries: entriesFor(chat, entry, main),
    head: (close) => (
      <div class="quick-reactions">
        {QUICK_REACTIONS.map((emoji) => (
          <button
            key={emoji}
            type="button"
            aria-label={text("message.react", { emoji })}
            onClick={() => {
              close();
              react(entry[0] ?? main, emoji);
            }}
          >
            {emoji}
          </button>
        ))}
      </div>
    ),
  });
}

function entriesFor(
  chat: ClientChat,
  entry: readonly ClientMessage[],
  main: ClientMessage,
): MenuEntry[] {
  const draft = draftOf(chat.id, currentThreadId.value);
  const words = main.text ?? main.caption ?? "";
  const shared = !chat.hasProtectedContent && main.has_protected_content !== true;
  const pinned = chat.pinned.some((pin) => pin.message_id === main.message_id);
  const entries: (MenuEntry | false)[] = [
    {
      id: "reply",
      icon: "reply",
      label: text("message.reply"),
      run: () => {
        draft.value = { ...draft.value, replyTo: main, editing: null };
      },
    },
    main.outgoing &&
      main.text !== undefined &&
      main.forward_origin === undefined && {
        id: "edit",
        icon: "edit",
        label: text("message.edit"),
        run: () => {
          draft.value = { text: main.text ?? "", replyTo: null, editing: main };
        },
      },
    words !== "" &&
      shared && {
        id: "copy",
        icon: "copy",
        label: text("message.copy"),
        run: () => copyWords(words),
      },
    chat.type === "supergroup" && {
      id: "link",
      icon: "link",
      label: text("message.copyLink"),
      run: () => copyWords(linkTo(chat, main)),
    },
    canPin(chat) && {
      id: "pin",
      icon: pinned ? "unpin" : "pin",
      label: text(pinned ? "message.unpin" : "message.pin"),
      run: () => {
        attempt(() =>
          call("pin", { chatId: chat.id, messageId: main.message_id, pinned: !pinned }),
        );
      },
    },
    shared && {
      id: "forward",
      icon: "forward",
      label: text("message.forward"),
      run: () =>
        openDialog({
          kind: "forward",
          fromChatId: chat.id,
          messageIds: entry.map((one) => one.message_id),
        }),
    },
    {
      id: "delete",
      icon: "trash",
      label: text("message.delete"),
      danger: true,
      run: () => openDialog({ kind: "deleteMessages", messages: entry }),
    },
  ];
  return entries.filter((one) => one !== false);
}

function copyWords(words: string): void {
  copyText(words).then((done) => toast(text(done ? "common.copied" : "common.notCopied")));
}

function linkTo(chat: ClientChat, message: ClientMessage): string {
  const channel = -chat.id - 1_000_000_000_000;
  return `https://t.me/c/${channel}/${message.message_id}`;
}

function canPin(chat: ClientChat): boolean {
  if (chat.type === "private") return true;
  const mine = chat.members.find((member) => member.user.id === me.value?.id);
  return mine !== undefined && rightsOfMember(mine)?.can_pin_messages === true;
}
