import { describe, expect, test } from "vitest";
import { nextButton } from "./button.ts";
import { saveProblem } from "./device-quota.ts";
import { parsePopup } from "./popup-request.ts";
import type { AppButton } from "./state.ts";
import { isAtLeast } from "./version.ts";
import { colourOf, formatClientEvent, parseFrameEvent, requestIdOf } from "./wire.ts";

describe("the wire", () => {
  test("events are JSON strings with a type; data may be missing or a string itself", () => {
    expect(parseFrameEvent('{"eventType":"web_app_ready"}')).toEqual({
      type: "web_app_ready",
      data: {},
    });
    expect(parseFrameEvent('{"eventType":"a","eventData":"{\\"url\\":\\"x\\"}"}')?.data).toEqual({
      url: "x",
    });
  });

  test.each([
    { eventType: "web_app_ready" },
    "web_app_ready",
    "null",
    "[]",
    '{"eventType":7}',
    "{",
    undefined,
  ])("%j is not of this protocol", (raw) => {
    expect(parseFrameEvent(raw)).toBeNull();
  });

  test("what the client posts is a JSON string, with data always there", () => {
    expect(JSON.parse(formatClientEvent("reload_iframe"))).toEqual({
      eventType: "reload_iframe",
      eventData: {},
    });
  });

  test("request ids come back in their own type; colours are six digits or nothing", () => {
    expect(requestIdOf({ req_id: 5 })).toBe(5);
    expect(requestIdOf({ req_id: "5" })).toBe("5");
    expect(requestIdOf({})).toBeNull();
    expect(colourOf({ color: "#A0b1c2" }, "color")).toBe("#A0b1c2");
    expect(colourOf({ color: "red; background: url(x)" }, "color")).toBeNull();
  });
});

test.each([
  ["6.10", "6.9", true],
  ["6.9", "6.10", false],
  ["9.6", "9.6", true],
  ["10.1", "9.6", true],
  ["8", "8.0", true],
])("version %s is at least %s: %s", (version, least, answer) => {
  expect(isAtLeast(version, least)).toBe(answer);
});

describe("the main button", () => {
  const hidden: AppButton = {
    visible: false,
    active: true,
    text: "",
    colour: null,
    textColour: null,
    progress: false,
    shine: false,
    position: "left",
  };

  test("without a text it is never shown", () => {
    expect(nextButton(hidden, { is_visible: true, text: "  " }).visible).toBe(false);
  });

  test("what is not given stays as it was", () => {
    const shown = nextButton(hidden, { is_visible: true, text: "Save", color: "#112233" });
    expect(nextButton(shown, { is_progress_visible: true })).toEqual({ ...shown, progress: true });
  });
});

describe("pop-ups", () => {
  const ok = { type: "ok" };

  test("a button type with a text of the client's own needs none", () => {
    expect(parsePopup({ message: "x", buttons: [ok] })?.buttons).toEqual([
      { id: "", type: "ok", text: "" },
    ]);
  });

  test.each([
    { message: "", buttons: [ok] },
    { message: "x".repeat(257), buttons: [ok] },
    { message: "x", title: "t".repeat(65), buttons: [ok] },
    { message: "x", buttons: [] },
    { message: "x", buttons: [ok, ok, ok, ok] },
    { message: "x", buttons: [{ type: "default" }] },
    { message: "x", buttons: [{ type: "party", text: "y" }] },
    { message: "x" },
  ])("%j is refused", (wish) => {
    expect(parsePopup(wish)).toBeNull();
  });
});

describe("DeviceStorage", () => {
  const ten = Array.from({ length: 10 }, (_, index) => ({ key: `${index}`, bytes: 1 }));

  test("ten keys and five megabytes, and not one more", () => {
    expect(saveProblem("k", "v", ten.slice(1))).toBeNull();
    expect(saveProblem("k", "v", ten)).toBe("QUOTA_EXCEEDED");
    expect(saveProblem("k", "v".repeat(5 * 1024 * 1024), [])).toBe("QUOTA_EXCEEDED");
  });

  test("null deletes, also when the store is full; other values are refused", () => {
    expect(saveProblem("k", null, ten)).toBeNull();
    expect(saveProblem("", "v", [])).toBe("KEY_INVALID");
    expect(saveProblem("k", 7, [])).toBe("VALUE_INVALID");
  });
});
