/**
 * What modules have registered, for those who dispatch: commands, messages, buttons. Each entry
 * is an effect of its module's scope; taking it out again is the undo. Knows nothing of Telegram.
 */
import type { IncomingMessage, ModuleManifest, Turn } from "./module.ts";
import type { Undo } from "./scope.ts";

export interface CommandEntry {
  readonly manifest: ModuleManifest;
  readonly name: string;
  readonly description: { readonly ja: string; readonly en: string };
  readonly handle: (turn: Turn, argument: string) => Promise<void>;
}

export interface MessageEntry {
  readonly manifest: ModuleManifest;
  readonly handle: (turn: Turn, message: IncomingMessage) => Promise<boolean>;
}

export interface ButtonEntry {
  readonly manifest: ModuleManifest;
  readonly action: string;
  readonly handle: (turn: Turn, argument: string, messageId: number) => Promise<void>;
}

export class Tables {
  readonly #commands = new Map<string, CommandEntry>();
  readonly #messages = new Set<MessageEntry>();
  readonly #buttons = new Map<string, ButtonEntry>();

  /** Throws when another module answers this command already. */
  addCommand(entry: CommandEntry): Undo {
    return addOnce(this.#commands, entry.name, entry, `command /${entry.name}`);
  }

  addMessage(entry: MessageEntry): Undo {
    this.#messages.add(entry);
    return () => void this.#messages.delete(entry);
  }

  /** Throws when the module has registered this action already. */
  addButton(entry: ButtonEntry): Undo {
    const key = buttonKey(entry.manifest.id, entry.action);
    return addOnce(this.#buttons, key, entry, `button ${key}`);
  }

  command(name: string): CommandEntry | undefined {
    return this.#commands.get(name);
  }

  /** In the order of registration. */
  commands(): readonly CommandEntry[] {
    return [...this.#commands.values()];
  }

  messages(): readonly MessageEntry[] {
    return [...this.#messages];
  }

  button(moduleId: string, action: string): ButtonEntry | undefined {
    return this.#buttons.get(buttonKey(moduleId, action));
  }
}

function buttonKey(moduleId: string, action: string): string {
  return `${moduleId}:${action}`;
}

function addOnce<T extends { readonly manifest: ModuleManifest }>(
  table: Map<string, T>,
  key: string,
  entry: T,
  what: string,
): Undo {
  const holder = table.get(key);
  if (holder) throw new Error(`${what} belongs to module ${holder.manifest.id} already`);
  table.set(key, entry);
  return () => void table.delete(key);
}
