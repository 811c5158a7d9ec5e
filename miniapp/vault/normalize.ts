/** One spelling for each passphrase, whatever keyboard it was typed on. */

/**
 * NFKC (full-width letters and spaces become plain ones), no spaces around, one between words. What
 * a person sees as the same passphrase opens the same key on every device.
 */
export function normalizePassphrase(typed: string): string {
  return typed.normalize("NFKC").trim().replace(/\s+/gu, " ");
}
