/**
 * The vault's Worker: the only place where the private key is open. It hears requests, has core.ts
 * carry them out, and answers; nothing else runs here.
 */
import { effects } from "../effects.ts";
import { Core } from "./core.ts";
import { openKeyValue } from "./key-value.ts";
import type { VaultMessage, VaultRequest } from "./protocol.ts";
import { rememberedKeys } from "./remembered.ts";

/** The compiler knows this file as a page's script; of the Worker's scope it uses two things. */
interface WorkerScope {
  postMessage(message: VaultMessage): void;
  onmessage: ((event: { readonly data: VaultRequest }) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;

const core = new Core({
  effects,
  remembered: rememberedKeys((namespace) => openKeyValue(effects, namespace), effects.randomBytes),
  onLocked: (reason) => scope.postMessage({ event: "locked", reason }),
});

scope.onmessage = ({ data }) => {
  void core.answer(data).then((message) => scope.postMessage(message));
};
