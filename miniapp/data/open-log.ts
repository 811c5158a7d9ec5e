/**
 * The log with the key open: reader, outbox and vault together, and what goes on in the background
 * while they are. Fetched only when a key is made, brought here or opened.
 */
import type { ReadonlySignal } from "@preact/signals";
import { signal } from "@preact/signals";
import type { Effects } from "../effects.ts";
import type { LockReason, Vault } from "../vault/client.ts";
import { createVault } from "../vault/client.ts";
import type { ClientStorage, ShareShelf } from "../vault/shelf.ts";
import { noShelf, openShelf } from "../vault/shelf.ts";
import { startVaultWorker } from "../vault/start.ts";
import { ApiError } from "./api.ts";
import type { KeyRoom } from "./key.ts";
import { deviceWriter, joinKeyset } from "./key.ts";
import { keepLocalKey } from "./key-need.ts";
import type { LogReader } from "./log/reader.ts";
import { createReader } from "./log/reader.ts";
import type { Trust } from "./log/trust.ts";
import type { Outbox } from "./outbox.ts";
import { createOutbox } from "./outbox.ts";
import type { Ground } from "./state.ts";
import { localKey, logInfo, refresh, viaNetwork } from "./state.ts";

export interface OpenLog {
  readonly trust: Trust;
  readonly reader: LogReader;
  readonly outbox: Outbox;
}

let vault: Vault | null = null;
let shelf: ShareShelf = noShelf;

/** Lets the everyday unlock lean on the client's own secure storage. Before the vault is asked. */
export function useClientStorage(storage: ClientStorage, effects: Effects): void {
  shelf = openShelf(storage, effects);
}

const lockListeners = new Set<(reason: LockReason) => void>();

/** Called whenever the key was closed, for whatever reason. */
export function onLocked(listener: (reason: LockReason) => void): void {
  lockListeners.add(listener);
}

/** The vault of this page; its Worker starts with the first call. */
export function theVault(): Vault {
  if (vault) return vault;
  vault = createVault(startVaultWorker, shelf);
  vault.onLocked((reason) => {
    setOpenLog(null);
    for (const listener of lockListeners) listener(reason);
  });
  return vault;
}

/** What the stories of key.ts need, on this device. */
export function keyRoom(ground: Ground, deviceName: string): KeyRoom {
  const { session, store, effects } = ground;
  return { api: session.api, vault: theVault(), store, effects, now: session.now, deviceName };
}

/** Opens the log for a key that is open in the vault. Rejects with ApiError. */
export async function openTheLog(ground: Ground, trust: Trust): Promise<void> {
  const { session, store, effects } = ground;
  const { crypto, keyOf } = theVault();
  const key = keyOf(trust.owner);
  const shared = { api: session.api, crypto, key, store, trust, now: session.now };
  const reader = await createReader(shared);
  const writer = await deviceWriter({ store, effects });
  const outbox = await createOutbox({ ...shared, effects, writer, exclusively });
  const opened: OpenLog = { trust, reader, outbox };
  setOpenLog(opened);
  await refresh();
  await catchUp();
  void workThrough(opened, ground);
}

/** Reads what is new and sends what waits. Rejects with ApiError. */
export async function catchUp(): Promise<void> {
  const opened = openLog.value;
  const head = logInfo.value?.lastSequence;
  if (!opened || head === undefined) return;
  await viaNetwork(opened.reader.advance(head));
  const sent = await viaNetwork(opened.outbox.flush());
  if (sent > head) {
    await refresh();
    await viaNetwork(opened.reader.advance(Math.max(sent, logInfo.value?.lastSequence ?? 0)));
  }
}

/** Older records and the chain, step by step, as long as this log is open. */
async function workThrough(opened: OpenLog, { effects }: Ground): Promise<void> {
  const pause = (): Promise<void> => new Promise((resolve) => effects.after(30, resolve));
  for (let isMore = true; isMore && openLog.value === opened; ) {
    try {
      const isOlder = await opened.reader.loadOlder();
      const isChain = await opened.reader.verifyStep();
      isMore = isOlder || isChain;
      await pause();
    } catch (error) {
      // No way to the server: `resume` goes on when there is one. Locked meanwhile: it is over.
      if (!(error instanceof ApiError)) return;
      return;
    }
  }
}

/** Goes on with the background work after it stopped for want of a network. */
export function resume(ground: Ground): void {
  if (openLog.value) void workThrough(openLog.value, ground);
}

/** Opens the key that this device remembers. False when there is none that opens. */
export async function openRemembered(ground: Ground, deviceName: string): Promise<boolean> {
  const certificate = await theVault().unlockRemembered(namespaceOf(ground));
  if (!certificate) return false;
  const trust = await joinKeyset(keyRoom(ground, deviceName), certificate);
  await openTheLog(ground, trust);
  return true;
}

/** Whether this device keeps the open key for next time. Rejects with VaultError. */
export async function setRemembered(ground: Ground, isWanted: boolean): Promise<void> {
  const local = localKey.value;
  if (!local) return;
  const namespace = namespaceOf(ground);
  if (isWanted) await theVault().remember(namespace);
  else await theVault().forget(namespace);
  await keepLocalKey(ground.store, { ...local, isRemembered: isWanted });
  await refresh();
}

/** Closes the key now. */
export async function lock(): Promise<void> {
  await theVault().lock();
}

function namespaceOf({ session }: Ground): string {
  return `${session.bot.id}-${session.user.id}`;
}

/** One at a time over all windows of this origin, where the browser has locks. */
async function exclusively<Result>(run: () => Promise<Result>): Promise<Result> {
  if (!navigator.locks) return run();
  return navigator.locks.request("libral-outbox", run);
}
