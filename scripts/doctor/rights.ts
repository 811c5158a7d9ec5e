/** The rights that the bot needs in a log server, as Telegram names them, and no other. */

/** `can_manage_chat` comes with every administrator and is no right of its own. */
export const WANTED_RIGHTS = ["can_manage_topics", "can_pin_messages", "can_delete_messages"];

/** Which rights are switched on, `can_manage_chat` and `can_be_edited` aside. */
export function rightsOf(flags: { readonly [name: string]: unknown }): ReadonlySet<string> {
  const isRight = (name: string): boolean =>
    (name.startsWith("can_") && name !== "can_manage_chat" && name !== "can_be_edited") ||
    name === "is_anonymous";
  return new Set(
    Object.entries(flags)
      .filter(([name, value]) => isRight(name) && value === true)
      .map(([name]) => name),
  );
}
