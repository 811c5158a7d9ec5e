/**
 * What a module is handed: exactly what its manifest names, and every effect in its scope.
 * Using anything else throws CapabilityMissing at once, so that a wrong manifest is found by the
 * first try and not by a person.
 */
import type { Effects } from "../effects/port.ts";
import type { OwnerLog } from "../logserver/port.ts";
import type { Capability, ModuleHost, ModuleManifest, Turn } from "./module.ts";
import type { Scope, Undo } from "./scope.ts";
import type { Tables } from "./tables.ts";

/** A module used what its manifest does not name: a mistake in the module. */
class CapabilityMissing extends Error {
  override readonly name = "CapabilityMissing";
  constructor(
    readonly moduleId: string,
    readonly capability: Capability,
    use: string,
  ) {
    super(`module ${moduleId} uses ${use} but does not name the capability ${capability}`);
  }
}

export function makeHost(
  manifest: ModuleManifest,
  scope: Scope,
  tables: Tables,
  effects: Effects,
): ModuleHost {
  const trace: ModuleHost["trace"] = (level, event, facts) =>
    effects.trace(level, event, { module: manifest.id, ...facts });
  const need = (capability: Capability, use: string): void =>
    assertCapability(manifest, capability, use);
  return {
    manifest,
    now: () => effects.now(),
    trace,
    onCommand({ name, description }, handle) {
      need("chat.command", "onCommand");
      return scope.effect(`command /${name}`, () =>
        tables.addCommand({ manifest, name, description, handle }),
      );
    },
    onMessage(handle) {
      need("chat.message", "onMessage");
      return scope.effect("messages", () => tables.addMessage({ manifest, handle }));
    },
    onButton(action, handle) {
      need("chat.button", "onButton");
      return scope.effect(`button ${action}`, () => tables.addButton({ manifest, action, handle }));
    },
    every(everyMs, run) {
      need("schedule", "every");
      return scope.effect(`every ${everyMs} ms`, () => repeat(effects, everyMs, run, trace));
    },
    after(delayMs, run) {
      need("schedule", "after");
      return once(scope, effects, delayMs, run);
    },
    onDeactivate(undo) {
      scope.effect("onDeactivate", () => undo);
    },
  };
}

/** The same turn, with a log that does only what the manifest names. */
export function guardTurn(turn: Turn, manifest: ModuleManifest): Turn {
  return { ...turn, log: turn.log && guardLog(turn.log, manifest) };
}

function guardLog(log: OwnerLog, manifest: ModuleManifest): OwnerLog {
  const allowed = (use: string, ...anyOf: readonly Capability[]): OwnerLog => {
    if (!anyOf.some((capability) => manifest.capabilities.includes(capability))) {
      assertCapability(manifest, anyOf[0] ?? "log.read", `log.${use}`);
    }
    return log;
  };
  const read = (use: string): OwnerLog => allowed(use, "log.read");
  const append = (use: string): OwnerLog => allowed(use, "log.append");
  const either = (use: string): OwnerLog => allowed(use, "log.read", "log.append");
  // What only set-up, the Mini App's API and /leave do is nobody's capability.
  const never = (use: string): never => {
    throw new Error(`module ${manifest.id} uses log.${use}, which no module may`);
  };
  return {
    ownerId: log.ownerId,
    status: () => either("status").status(),
    state: () => either("state").state(),
    append: (...args) => append("append").append(...args),
    recordIdOf: (cause) => append("recordIdOf").recordIdOf(cause),
    segments: (...args) => read("segments").segments(...args),
    botCertificates: () => read("botCertificates").botCertificates(),
    keysets: () => read("keysets").keysets(),
    readKeyBackup: () => read("readKeyBackup").readKeyBackup(),
    writerHead: (writer) => read("writerHead").writerHead(writer),
    appendSealed: () => never("appendSealed"),
    storeKeyBackup: () => never("storeKeyBackup"),
    installKeyset: () => never("installKeyset"),
    erase: () => never("erase"),
    checkpoint: () => never("checkpoint"),
    retire: () => never("retire"),
  };
}

function assertCapability(manifest: ModuleManifest, capability: Capability, use: string): void {
  if (!manifest.capabilities.includes(capability)) {
    throw new CapabilityMissing(manifest.id, capability, use);
  }
}

/** A timer that arms itself again when its work is done, so that runs never overlap. */
function repeat(
  effects: Effects,
  everyMs: number,
  run: () => Promise<void>,
  trace: ModuleHost["trace"],
): Undo {
  let isOver = false;
  let cancel = (): void => {};
  const arm = (): void => {
    cancel = effects.after(everyMs, async () => {
      try {
        await run();
      } catch (error) {
        trace("error", "module.schedule.failed", { error: String(error) });
      }
      if (!isOver) arm();
    });
  };
  arm();
  return () => {
    isOver = true;
    cancel();
  };
}

/** A single timer; once it has fired it is no effect any more. */
function once(scope: Scope, effects: Effects, delayMs: number, run: () => Promise<void>): Undo {
  const undo: Undo = scope.effect(`after ${delayMs} ms`, () =>
    effects.after(delayMs, async () => {
      await undo();
      await run();
    }),
  );
  return undo;
}
