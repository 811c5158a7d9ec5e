/**
 * Pressing buttons, and the guide's hooks.
 */

import { postJson } from "../../outward.ts";
import type { PressAnswer } from "../desk.ts";
import { ClientFailure, roomFor } from "../desk.ts";
import type { SomeHandlers } from "../types.ts";
import { messageFor } from "./messages.ts";

/** How long a client shows the button as busy. */
const PRESS_WAIT_MS = 15_000;
const HOOK_WAIT_MS = 120_000;

export const buttonHandlers = {
  press(desk, { chatId, messageId, data }) {
    const room = roomFor(desk, chatId);
    const message = messageFor(desk, room, messageId);
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
    const secret = { authorization: `Bearer ${hook.secret}` };
    const body = { id, personId: desk.person.id };
    const answer = await postJson(hook.url, body, secret, HOOK_WAIT_MS).catch((error: Error) => {
      throw new ClientFailure(`操作を実行できませんでした: ${error.message}`);
    });
    const note = noteOf(answer.body);
    if (answer.status >= 300)
      throw new ClientFailure(note || `操作は失敗しました (${answer.status})`);
    return { note };
  },
} satisfies SomeHandlers;

/** What the host says of its own doing, e.g. that it takes a moment. */
function noteOf(body: unknown): string {
  if (typeof body !== "object" || body === null) return "";
  const said = body as Record<string, unknown>;
  return String(said.note ?? said.description ?? "");
}
