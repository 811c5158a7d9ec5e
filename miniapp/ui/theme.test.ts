import { describe, expect, test } from "vitest";
import type { Rgb } from "./contrast.ts";
import { contrast, isDark, mix, parseColor, READABLE, readableOn } from "./contrast.ts";
import type { ThemeParams } from "./theme.ts";
import { soundTheme } from "./theme.ts";

const color = (text: string): Rgb => {
  const parsed = parseColor(text);
  if (!parsed) throw new Error(text);
  return parsed;
};
/** Telegram Web A, light. */
const light: ThemeParams = {
  bg_color: "#ffffff",
  secondary_bg_color: "#f4f4f5",
  section_bg_color: "#ffffff",
  text_color: "#000000",
  hint_color: "#707579",
  link_color: "#3390ec",
  button_color: "#3390ec",
  button_text_color: "#ffffff",
  accent_text_color: "#3390ec",
  destructive_text_color: "#e53935",
};

describe("contrast", () => {
  test("is that of WCAG", () => {
    expect(contrast(color("#000000"), color("#ffffff"))).toBeCloseTo(21, 5);
    expect(contrast(color("#777777"), color("#ffffff"))).toBeCloseTo(4.48, 2);
    expect(contrast(color("#3390ec"), color("#ffffff"))).toBeLessThan(READABLE);
    expect([isDark(color("#212121")), isDark(color("#8774e1"))]).toEqual([true, false]);
  });

  test("moves a colour no further than it must, and gives up where nothing helps", () => {
    expect(readableOn(color("#000000"), [color("#ffffff")])).toEqual([0, 0, 0]);
    const moved = readableOn(color("#3390ec"), [color("#ffffff")]);
    expect(moved && contrast(moved, color("#ffffff"))).toBeGreaterThanOrEqual(READABLE);
    expect(moved && contrast(moved, color("#ffffff"))).toBeLessThan(6);
    expect(readableOn(color("#ff0000"), [color("#000000"), color("#ffffff")])).toBeNull();
    expect(mix(color("#000000"), color("#ffffff"), 0.5)).toEqual([127.5, 127.5, 127.5]);
  });

  test("reads only what is a colour", () => {
    for (const bad of [undefined, "", "red", "#fff", "#12345g", "url(x)", "#ffffff;x"]) {
      expect(parseColor(bad)).toBeNull();
    }
  });
});

describe("a theme", () => {
  test("that Telegram sends is made readable and otherwise kept", () => {
    const { scheme, variables } = soundTheme(light, "dark");
    expect(scheme).toBe("light");
    expect(variables["--tg-theme-text-color"]).toBe("#000000");
    for (const name of ["hint", "link", "accent-text", "destructive-text"]) {
      const text = color(variables[`--tg-theme-${name}-color`] ?? "");
      for (const background of ["#ffffff", "#f4f4f5"]) {
        expect(contrast(text, color(background)), name).toBeGreaterThanOrEqual(READABLE);
      }
    }
    const button = color(variables["--tg-theme-button-color"] ?? "");
    expect(contrast(button, color("#ffffff"))).toBeGreaterThanOrEqual(READABLE);
  });

  test.each<[string, ThemeParams]>([
    ["says nothing", {}],
    ["has grey text on grey", { ...light, text_color: "#999999", section_bg_color: "#aaaaaa" }],
    ["has a dark page under light sections", { ...light, secondary_bg_color: "#000000" }],
    ["has colours that are none", { ...light, text_color: "black" }],
  ])("that %s is left for our own", (_, params) => {
    expect(soundTheme(params, "dark").variables).toEqual({});
  });

  test("dark by its own colours is dark, whatever the system prefers", () => {
    const dark = { ...light, section_bg_color: "#212121", secondary_bg_color: "#0f0f0f" };
    expect(soundTheme({ ...dark, text_color: "#ffffff" }, "light").scheme).toBe("dark");
  });
});
