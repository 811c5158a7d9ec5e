/** Starts the vault's Worker: a module of its own, from the page's own origin. */
import type { VaultWorker } from "./line.ts";

/** To be given to createVault. Vite bundles the Worker because of this very expression. */
export function startVaultWorker(): VaultWorker {
  return new Worker(new URL("./vault.worker.ts", import.meta.url), {
    type: "module",
    name: "libral-vault",
  });
}
