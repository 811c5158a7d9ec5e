/**
 * From the colours that a Telegram client sends to those that are shown. Themes are made by people
 * and need not be readable: a text colour is moved until it is, and when even the main pair is not,
 * the whole theme is left for our own light or dark one (in theme.css).
 */
import type { Rgb } from "./contrast.ts";
import { contrast, formatColor, isDark, parseColor, READABLE, readableOn } from "./contrast.ts";

/** Theme parameters as Telegram names them, for example `bg_color`, each `#rrggbb`. */
export type ThemeParams = Readonly<Record<string, string | undefined>>;

export interface SoundTheme {
  readonly scheme: "light" | "dark";
  /** CSS custom properties to set. One that is missing falls back to theme.css. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Text colours that are shown on page and sections alike. */
const texts = [
  "hint_color",
  "link_color",
  "accent_text_color",
  "section_header_text_color",
  "subtitle_text_color",
  "destructive_text_color",
] as const;

/** What is safe to show of these colours. `preferred` decides when they say nothing readable. */
export function soundTheme(params: ThemeParams, preferred: "light" | "dark"): SoundTheme {
  const surface = parseColor(params.section_bg_color) ?? parseColor(params.bg_color);
  const text = parseColor(params.text_color);
  if (!surface || !text) return { scheme: preferred, variables: {} };
  const page = parseColor(params.secondary_bg_color) ?? surface;
  const scheme = isDark(surface) ? "dark" : "light";
  const backgrounds = [surface, page];
  const isMixed = isDark(page) !== isDark(surface);
  if (isMixed || backgrounds.some((background) => contrast(text, background) < READABLE)) {
    return { scheme, variables: {} };
  }
  const variables: Record<string, string> = {};
  const set = (name: string, color: Rgb | null): void => {
    if (color) variables[`--tg-theme-${name.replaceAll("_", "-")}`] = formatColor(color);
  };
  set("section_bg_color", surface);
  set("secondary_bg_color", page);
  set("text_color", text);
  set("section_separator_color", parseColor(params.section_separator_color));
  for (const name of texts) {
    const color = parseColor(params[name]);
    set(name, color && readableOn(color, backgrounds));
  }
  const label = parseColor(params.button_text_color);
  const button = parseColor(params.button_color);
  if (label && button) {
    // The label stays as it is (white, nearly always); the button moves away from it.
    const readable = readableOn(button, [label]);
    set("button_text_color", readable && label);
    set("button_color", readable);
  }
  return { scheme, variables };
}
