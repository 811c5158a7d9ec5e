/** A group's settings, for those who may change them. Each change is saved at once. */
import { useState } from "preact/hooks";
import type { ClientActions, ClientChat } from "../../client-protocol.ts";
import { confirmDelete, confirmLeave } from "../conversation/chat-menu.ts";
import { rightsOfMember } from "../model/rights.ts";
import { call } from "../net/call.ts";
import { me } from "../state/store.ts";
import { attempt } from "../state/toasts.ts";
import { text } from "../texts/index.ts";
import { Field, Row, SwitchRow } from "../ui/controls.tsx";
import { ModalButton } from "../ui/modal.tsx";

type Change = Omit<ClientActions["editGroup"][0], "chatId">;

/** Auto-delete times that Telegram's own menu offers, in seconds. */
const TIMERS = [0, 86_400, 7 * 86_400, 31 * 86_400] as const;

export function GroupSettings({ chat, onClose }: { chat: ClientChat; onClose: () => void }) {
  const mine = chat.members.find((member) => member.user.id === me.value?.id);
  const mayEdit = mine !== undefined && rightsOfMember(mine)?.can_change_info === true;
  const owner = mine?.status === "creator";
  const edit = (change: Change): void => {
    attempt(() => call("editGroup", { chatId: chat.id, ...change }));
  };
  return (
    <section data-testid="group-settings">
      {mayEdit && <Names chat={chat} edit={edit} />}
      {mayEdit && <Switches chat={chat} edit={edit} />}
      <Row
        icon="leave"
        danger
        testId="group-leave"
        onPress={() => {
          onClose();
          confirmLeave(chat);
        }}
      >
        {text("group.leave")}
      </Row>
      {owner && (
        <Row
          icon="trash"
          danger
          testId="group-delete"
          onPress={() => {
            onClose();
            confirmDelete(chat);
          }}
        >
          {text("group.delete")}
        </Row>
      )}
    </section>
  );
}

function Names({ chat, edit }: { chat: ClientChat; edit: (change: Change) => void }) {
  const [title, setTitle] = useState(chat.title);
  const [username, setUsername] = useState(chat.username ?? "");
  const titleChanged = title.trim() !== "" && title.trim() !== chat.title;
  const nameChanged = username.trim() !== (chat.username ?? "");
  const save = (): void => {
    edit({
      ...(titleChanged ? { title: title.trim() } : {}),
      ...(nameChanged ? { username: username.trim() === "" ? null : username.trim() } : {}),
    });
  };
  return (
    <div class="settings-names">
      <Field label={text("group.title")} value={title} onInput={setTitle} testId="group-title" />
      <Field
        label={text("group.username")}
        prefix="t.me/"
        placeholder={text("group.private")}
        value={username}
        onInput={setUsername}
        testId="group-username"
      />
      {(titleChanged || nameChanged) && (
        <ModalButton primary testId="group-save" onPress={save}>
          {text("common.save")}
        </ModalButton>
      )}
    </div>
  );
}

function Switches({ chat, edit }: { chat: ClientChat; edit: (change: Change) => void }) {
  return (
    <>
      <SwitchRow
        label={text("group.topics")}
        hint={text("group.topicsHint")}
        on={chat.isForum}
        testId="group-forum"
        onChange={(forum) => edit({ forum })}
      />
      <SwitchRow
        label={text("group.protected")}
        hint={text("group.protectedHint")}
        on={chat.hasProtectedContent}
        testId="group-protected"
        onChange={(protectedContent) => edit({ protectedContent })}
      />
      <SwitchRow
        label={text("group.hiddenHistory")}
        hint={text("group.hiddenHistoryHint")}
        on={chat.hasHiddenHistory ?? false}
        testId="group-hidden-history"
        onChange={(hiddenHistory) => edit({ hiddenHistory })}
      />
      <label class="select-row">
        <span>{text("group.autoDelete")}</span>
        <select
          value={chat.messageAutoDeleteSeconds}
          data-testid="group-auto-delete"
          onChange={(event) => edit({ autoDeleteSeconds: Number(event.currentTarget.value) })}
        >
          {[...new Set([...TIMERS, chat.messageAutoDeleteSeconds])].map((seconds) => (
            <option key={seconds} value={seconds}>
              {seconds === 0
                ? text("group.timerOff")
                : text("group.timerDays", { days: Math.round(seconds / 86_400) })}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
