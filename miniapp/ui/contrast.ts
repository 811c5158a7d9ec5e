/**
 * Whether text can be read on a colour, and the nearest colour on which or with which it can.
 * Arithmetic of WCAG 2.2 (relative luminance, contrast ratio); knows nothing of Telegram.
 */

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** WCAG AA for ordinary text. */
export const READABLE = 4.5;

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];

/** Reads `#rrggbb`; null for anything else. */
export function parseColor(text: string | undefined): Rgb | null {
  const digits = /^#([0-9a-f]{6})$/i.exec(text?.trim() ?? "")?.[1];
  if (!digits) return null;
  const value = Number.parseInt(digits, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** `#rrggbb`, lower case. */
export function formatColor(color: Rgb): string {
  return `#${color.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

/** From 1 (the same) to 21 (black on white), in either order. */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** Whether white text reads better on it than black text. */
export function isDark(color: Rgb): boolean {
  return contrast(color, white) > contrast(color, black);
}

/** `part` of `a`, the rest of `b`; `part` from 0 to 1. */
export function mix(a: Rgb, b: Rgb, part: number): Rgb {
  const at = (index: 0 | 1 | 2): number => a[index] * part + b[index] * (1 - part);
  return [at(0), at(1), at(2)];
}

/**
 * The colour itself when it reads on every one of the backgrounds, else the nearest one on the way
 * to black or white that does; null when neither reaches the ratio.
 */
export function readableOn(
  color: Rgb,
  backgrounds: readonly Rgb[],
  ratio: number = READABLE,
): Rgb | null {
  const reads = (candidate: Rgb): boolean =>
    backgrounds.every((background) => contrast(candidate, background) >= ratio);
  const target = backgrounds.some(isDark) ? white : black;
  for (let step = 0; step <= 20; step++) {
    const candidate = mix(target, color, step / 20);
    const rounded = parseColor(formatColor(candidate));
    if (rounded && reads(rounded)) return rounded;
  }
  return null;
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (part: number): number => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
