/** How the table names places. */

const cache = new Map<string, RegExp>();

/**
 * `folder/` matches all in it, `*` any part of one name, `**` anything; else the exact path.
 * `bot/modules/*` + `/` therefore matches all in any one module.
 */
export function matches(path: string, pattern: string): boolean {
  let expression = cache.get(pattern);
  if (!expression) {
    const parts = pattern.split(/(\*\*|\*)/).map((part) => {
      if (part === "**") return ".*";
      if (part === "*") return "[^/]*";
      return part.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
    });
    expression = new RegExp(`^${parts.join("")}${pattern.endsWith("/") ? ".*" : ""}$`);
    cache.set(pattern, expression);
  }
  return expression.test(path);
}

export function matchesAny(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matches(path, pattern));
}

/** The folder that `pattern` matched `path` by: `bot/modules/notes/` for `bot/modules/*` + `/`. */
export function placeOf(path: string, pattern: string): string {
  const depth = pattern.split("/").length - 1;
  return pattern.endsWith("/") ? `${path.split("/").slice(0, depth).join("/")}/` : path;
}
