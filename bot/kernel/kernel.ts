/**
 * The door of the kernel: modules come in by the registry, and what people do is dispatched to
 * them here. What a handler throws goes to the caller, who answers the person; the module stays.
 */
import type { Effects } from "../effects/port.ts";
import { guardTurn } from "./host.ts";
import type { IncomingMessage, ModuleManifest, Turn } from "./module.ts";
import { Registry } from "./registry.ts";
import type { CommandEntry } from "./tables.ts";
import { Tables } from "./tables.ts";

/** Makes a turn whose buttons belong to this module. */
export type TurnMaker = (manifest: ModuleManifest) => Turn;

export class Kernel {
  readonly registry: Registry;
  readonly #tables = new Tables();

  constructor(effects: Effects) {
    this.registry = new Registry(this.#tables, effects);
  }

  /** For the command menu, in the order of registration. */
  commands(): readonly Pick<CommandEntry, "name" | "description">[] {
    return this.#tables.commands();
  }

  /** False when no active module answers this command. */
  async command(name: string, argument: string, makeTurn: TurnMaker): Promise<boolean> {
    await this.registry.settled();
    const entry = this.#tables.command(name);
    if (!entry) return false;
    await entry.handle(turnFor(entry.manifest, makeTurn), argument);
    return true;
  }

  /** False when no active module keeps this message. */
  async message(message: IncomingMessage, makeTurn: TurnMaker): Promise<boolean> {
    await this.registry.settled();
    for (const entry of this.#tables.messages()) {
      if (await entry.handle(turnFor(entry.manifest, makeTurn), message)) return true;
    }
    return false;
  }

  /** False when the button is of a module that is gone, or unknown to it. */
  async button(
    press: { readonly moduleId: string; readonly action: string; readonly argument: string },
    messageId: number,
    makeTurn: TurnMaker,
  ): Promise<boolean> {
    await this.registry.settled();
    const entry = this.#tables.button(press.moduleId, press.action);
    if (!entry) return false;
    await entry.handle(turnFor(entry.manifest, makeTurn), press.argument, messageId);
    return true;
  }
}

function turnFor(manifest: ModuleManifest, makeTurn: TurnMaker): Turn {
  return guardTurn(makeTurn(manifest), manifest);
}
