/** Which lines of a child a person at the terminal sees, and how. All of them are in its log. */

/** Null for what is not worth a look; warnings and errors in one readable line; others as they are. */
export function shownLine(line: string): string | null {
  let fields: unknown;
  try {
    fields = JSON.parse(line);
  } catch {
    return line.trim() === "" ? null : line;
  }
  if (typeof fields !== "object" || fields === null) return line;
  const { level, event, telegram, at: _, ...facts } = fields as Readonly<Record<string, unknown>>;
  // The local Telegram traces little, and all of it is worth a look: a method that it does not
  // have, a request that broke it.
  const isLoud = level === "warn" || level === "error" || telegram !== undefined;
  if (!isLoud) return null;
  const said = Object.entries(facts).map(([name, value]) => `${name}=${String(value)}`);
  return [...(level ? [level] : []), event ?? telegram, ...said].map(String).join(" ");
}
