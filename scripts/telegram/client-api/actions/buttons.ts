/**
 * Pressing buttons, and the guide's hooks.
 */
import { ClientFailure, type PressAnswer, roomFor } from "../desk.ts";
import type { SomeHandlers } from "../types.ts";
import { messageFor } from "./messages.ts";

/** How long a client shows the button as busy. */
const PRESS_WAIT_MS = 15_000;
const HOOK_WAIT_MS = 120_000;

export const buttonHandlers = {
  press(desk, { chatId, messageId, data }) {
    const room = roomFor(desk, chatId);
    const message = messageFor(room, messageId);
    const buttons = message.markup?.inline_keyboard.flat() ?? [];
    if (!buttons.some((one) => "callback_data" in one && one.callback_data === data)) {
      throw new ClientFailure("このボタンはもうありません");
    }
    const id = desk.engine.commit("press", {
      room: room.key,
      messageId,
      botId: message.from,
      userId: desk.person.id,
      data,
    });
    const { presses } = desk.lounge;
    return new Promise<PressAnswer | null>((done) => {
      const finish = (answer: PressAnswer | null): void => {
        cancel();
        presses.delete(id);
        done(answer);
      };
      const cancel = desk.engine.clock.after(PRESS_WAIT_MS, () => finish(null));
      presses.set(id, finish);
    });
  },

  async hook(desk, { id }) {
    const hook = desk.lounge.hooks.get(id);
    if (!hook) throw new ClientFailure("この操作は登録されていません");
    const response = await fetch(hook.url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${hook.secret}` },
      body: JSON.stringify({ id, personId: desk.person.id }),
      signal: AbortSignal.timeout(HOOK_WAIT_MS),
    }).catch((error: unknown) => {
      throw new ClientFailure(`操作を実行できませんでした: ${String(error)}`);
    });
    const answer: unknown = await response.json().catch(() => null);
    const note =
      typeof answer === "object" && answer !== null && "note" in answer ? String(answer.note) : "";
    if (!response.ok) throw new ClientFailure(note || `操作は失敗しました (${response.status})`);
    return { note };
  },
} satisfies SomeHandlers;
