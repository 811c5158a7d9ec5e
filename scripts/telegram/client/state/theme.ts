/**
 * Light and dark: the system's choice until the person makes one. Also the theme parameters that
 * Mini Apps get, which are the same colours as styles/tokens.css.
 */
import { computed, effect, signal } from "@preact/signals";
import { recall, remember } from "../browser.ts";

export type Theme = "light" | "dark";
const KEY = "telegram-client.theme";

const system = window.matchMedia("(prefers-color-scheme: dark)");
const systemDark = signal(system.matches);
system.addEventListener("change", (event) => {
  systemDark.value = event.matches;
});

const chosen = signal<Theme | null>(readChoice());

function readChoice(): Theme | null {
  const kept = recall(KEY);
  return kept === "light" || kept === "dark" ? kept : null;
}

export const theme = computed<Theme>(() => chosen.value ?? (systemDark.value ? "dark" : "light"));

/** Switches to the other one and keeps that choice on this device. */
export function toggleTheme(): void {
  chosen.value = theme.value === "dark" ? "light" : "dark";
  remember(KEY, chosen.value);
}

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});

const LIGHT: Readonly<Record<string, string>> = {
  bg_color: "#ffffff",
  secondary_bg_color: "#f4f4f5",
  text_color: "#000000",
  hint_color: "#707579",
  link_color: "#3390ec",
  button_color: "#3390ec",
  button_text_color: "#ffffff",
  header_bg_color: "#ffffff",
  accent_text_color: "#3390ec",
  section_bg_color: "#ffffff",
  section_header_text_color: "#707579",
  section_separator_color: "#dadce0",
  subtitle_text_color: "#707579",
  destructive_text_color: "#e53935",
  bottom_bar_bg_color: "#ffffff",
};

const DARK: Readonly<Record<string, string>> = {
  bg_color: "#212121",
  secondary_bg_color: "#181818",
  text_color: "#ffffff",
  hint_color: "#aaaaaa",
  link_color: "#8774e1",
  button_color: "#8774e1",
  button_text_color: "#ffffff",
  header_bg_color: "#212121",
  accent_text_color: "#8774e1",
  section_bg_color: "#212121",
  section_header_text_color: "#aaaaaa",
  section_separator_color: "#303030",
  subtitle_text_color: "#aaaaaa",
  destructive_text_color: "#ff595a",
  bottom_bar_bg_color: "#212121",
};

/** The theme parameters of the theme in force, `#rrggbb` each. */
export const themeParams = computed(() => (theme.value === "dark" ? DARK : LIGHT));
