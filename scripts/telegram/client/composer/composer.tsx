/** Where a person writes: text, files, commands, the bot's menu button, its reply keyboard. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { ClientChat } from "../../client-protocol.ts";
import type { Draft } from "../state/drafts.ts";
import { draftOf } from "../state/drafts.ts";
import { text } from "../texts/index.ts";
import { IconButton } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";
import { AttachButton } from "./attach.tsx";
import { BotMenu } from "./bot-menu.tsx";
import { CommandHints } from "./command-hints.tsx";
import { DraftHead } from "./draft-head.tsx";
import { EmojiPicker } from "./emoji-picker.tsx";
import { keyboardOf, ReplyKeyboard, useKeyboardShown } from "./reply-keyboard.tsx";
import { sendDraft } from "./send.ts";
import { TextBox } from "./text-box.tsx";

export function Composer({ chat, threadId }: { chat: ClientChat; threadId: number | null }) {
  const draft = draftOf(chat.id, threadId);
  const box = useRef<HTMLTextAreaElement>(null);
  const [emoji, setEmoji] = useState(false);
  const keyboard = keyboardOf(chat);
  const [shown, setShown] = useKeyboardShown(chat);
  useEffect(() => {
    // A phone's own keyboard must not jump up only because a chat was opened.
    if (window.matchMedia("(hover: hover)").matches) box.current?.focus({ preventScroll: true });
  }, [draft.value.replyTo, draft.value.editing]);
  const put = (change: Partial<Draft>): void => {
    draft.value = { ...draft.value, ...change };
  };
  return (
    <footer class="composer-area">
      <CommandHints chat={chat} draft={draft.value.text} />
      {emoji && (
        <EmojiPicker
          onPick={(one) => put({ text: draft.value.text + one })}
          onClose={() => setEmoji(false)}
        />
      )}
      <div class="composer-line">
        <div class="composer" data-testid="composer">
          <DraftHead draft={draft} />
          <div class="composer-row">
            <BotMenu chat={chat} />
            <IconButton
              icon="smile"
              label={text("composer.emoji")}
              testId="emoji"
              pressed={emoji}
              onPress={() => setEmoji(!emoji)}
            />
            <TextBox
              boxRef={box}
              value={draft.value.text}
              placeholder={keyboard?.input_field_placeholder ?? text("composer.placeholder")}
              onInput={(value) => put({ text: value })}
            />
            {keyboard !== null && (
              <IconButton
                icon="keyboard"
                label={text(shown ? "keyboard.hide" : "keyboard.show")}
                testId="keyboard-toggle"
                pressed={shown}
                onPress={() => setShown(!shown)}
              />
            )}
            <AttachButton />
          </div>
        </div>
        <button
          type="button"
          class="send-button"
          aria-label={text(draft.value.editing === null ? "composer.send" : "composer.save")}
          data-testid="send"
          disabled={draft.value.text.trim() === ""}
          onClick={() => {
            sendDraft();
            box.current?.focus();
          }}
        >
          <Icon name={draft.value.editing === null ? "sendUp" : "check"} />
        </button>
      </div>
      {keyboard !== null && shown && (
        <ReplyKeyboard
          chat={chat}
          onUsed={() => keyboard.one_time_keyboard === true && setShown(false)}
        />
      )}
    </footer>
  );
}
