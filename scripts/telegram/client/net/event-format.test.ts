import { expect, test } from "vitest";
import { parseEvent, reconnectDelayMs } from "./event-format.ts";

test("a broken stream rests longer each time, up to about three seconds", () => {
  const delays = [1, 2, 3, 4, 5, 6, 20].map((attempt) => reconnectDelayMs(attempt, 0.5));
  expect(delays).toEqual([500, 1000, 2000, 3000, 3000, 3000, 3000]);
  expect(reconnectDelayMs(1, 0)).toBeLessThan(reconnectDelayMs(1, 0.9));
});

test("an event is read by its type; noise is left out", () => {
  expect(parseEvent('{"type":"chatGone","chatId":1}')).toEqual({ type: "chatGone", chatId: 1 });
  expect(parseEvent('{"me":{},"chats":[]}')?.type).toBe("snapshot");
  for (const noise of ["", "{", "[]", "null", '{"x":1}', 5]) expect(parseEvent(noise)).toBeNull();
});
