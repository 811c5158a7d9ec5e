/** Puts what the client says of colours and edges onto the page, and keeps it so. */
import { effect } from "@preact/signals";
import type { Insets } from "./telegram.ts";
import { contentSafeArea, paintFrame, safeArea, stableHeight, themeParams } from "./telegram.ts";
import { soundTheme } from "./ui/theme.ts";

/** Starts painting. The page's root bears all of it as custom properties. */
export function keepLook(): void {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let set: readonly string[] = [];
  effect(() => {
    const { scheme, variables } = soundTheme(themeParams.value, dark.matches ? "dark" : "light");
    root.dataset.scheme = scheme;
    for (const name of set) root.style.removeProperty(name);
    for (const [name, value] of Object.entries(variables)) root.style.setProperty(name, value);
    set = Object.keys(variables);
    const page = getComputedStyle(root).getPropertyValue("--page").trim();
    if (/^#[0-9a-f]{6}$/i.test(page)) paintFrame(page, page);
  });
  effect(() => {
    for (const edge of ["top", "bottom", "left", "right"] as const) {
      const inset = insetOf(safeArea.value, contentSafeArea.value, edge);
      root.style.setProperty(`--safe-${edge}`, `${inset}px`);
    }
  });
  effect(() => {
    const height = stableHeight.value;
    if (height === null) root.style.removeProperty("--tg-viewport-stable-height");
    else root.style.setProperty("--tg-viewport-stable-height", `${height}px`);
  });
}

/** The content's inset begins where the device's ends. */
function insetOf(device: Insets, content: Insets, edge: keyof Insets): number {
  return device[edge] + content[edge];
}
