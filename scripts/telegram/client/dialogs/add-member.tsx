/** Adds a person or a bot to a group. */
import { nameOf } from "../model/names.ts";
import { isInside } from "../model/rights.ts";
import { call } from "../net/call.ts";
import { bots, chats, me, persons } from "../state/store.ts";
import { attempt } from "../state/toasts.ts";
import { text } from "../texts/index.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Modal } from "../ui/modal.tsx";

export function AddMember({ chatId, onClose }: { chatId: number; onClose: () => void }) {
  const chat = chats.value.get(chatId);
  if (chat === undefined) return null;
  const inside = new Set(chat.members.filter(isInside).map((member) => member.user.id));
  const everybody = [...bots.value, ...persons.value.map((person) => person.user)];
  const others = everybody.filter((one) => !inside.has(one.id) && one.id !== me.value?.id);
  const add = async (userId: number): Promise<void> => {
    if (await attempt(() => call("addMember", { chatId, userId }))) onClose();
  };
  return (
    <Modal title={text("group.addMember")} onClose={onClose} testId="add-member-dialog">
      {others.length === 0 && <p class="list-note">{text("group.nobodyLeft")}</p>}
      <ul class="plain-list">
        {others.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              class="chat-row"
              data-testid={`add-${one.id}`}
              onClick={() => add(one.id)}
            >
              <Avatar id={one.id} title={nameOf(one)} size={42} />
              <span class="chat-row-body">
                <span class="chat-title">{nameOf(one)}</span>
                <span class="chat-last">{text(one.is_bot ? "chat.bot" : "chat.person")}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
