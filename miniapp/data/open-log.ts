/**
 * The log with the key open: reader, outbox and vault together, and what goes on in the background
 * while they are. Fetched only when a key is made, brought here or opened.
 */
import type { Writer } from "../../shared/log/types.ts";
import type { Effects } from "../effects.ts";
import type { Vault } from "../vault/client.ts";
import { createVault, VaultError } from "../vault/client.ts";
import { noShelf, openShelf } from "../vault/shelf.ts";
import { startVaultWorker } from "../vault/start.ts";
import { ApiError } from "./api.ts";
import type { KeyRoom } from "./key.ts";
import { deviceWriter, joinKeyset } from "./key.ts";
import type { LogInfo } from "./key-need.ts";
import { keepLocalKey } from "./key-need.ts";
import type { LogReader } from "./log/reader.ts";
import { createReader } from "./log/reader.ts";
import type { Trust } from "./log/trust.ts";
import type { Outbox } from "./outbox.ts";
import { createOutbox } from "./outbox.ts";
import type { Ground } from "./state.ts";
import {
  clientStorage,
  delivered,
  localKey,
  lockReason,
  logInfo,
  openLog,
  refresh,
  rereadLocalKey,
  setOpenLog,
  viaNetwork,
} from "./state.ts";

export interface OpenLog {
  readonly trust: Trust;
  readonly reader: LogReader;
  readonly outbox: Outbox;
  /** The name under which this device writes. */
  readonly writer: Writer;
}

let vault: Vault | null = null;

/** The vault of this page; its Worker starts with the first call. */
export function theVault(effects: Effects): Vault {
  if (vault) return vault;
  const storage = clientStorage.value;
  vault = createVault(startVaultWorker, storage ? openShelf(storage, effects) : noShelf);
  vault.onLocked((reason) => {
    setOpenLog(null);
    lockReason.value = reason;
  });
  return vault;
}

/** What the stories of key.ts need, on this device. */
export function keyRoom(ground: Ground, deviceName: string): KeyRoom {
  const { session, store, effects } = ground;
  const { api, now } = session;
  return { api, vault: theVault(effects), store, effects, now, deviceName, log: currentLog };
}

/** What is known of the log, newest first: from the server now, else what it said last. */
async function currentLog(): Promise<LogInfo> {
  const before = logInfo.value;
  try {
    await refresh();
  } catch (error) {
    if (!before || !isOffline(error)) throw error;
  }
  const info = logInfo.value;
  if (!info) throw new ApiError("notFound", "there is no log any more");
  return info;
}

function isOffline(error: unknown): boolean {
  return error instanceof ApiError && error.failure === "offline";
}

/**
 * Opens the log for a key that is open in the vault. Without a network it opens too, with what this
 * device has. Rejects with ApiError for anything else.
 */
export async function openTheLog(ground: Ground, trust: Trust): Promise<void> {
  const { session, store, effects } = ground;
  const { crypto, keyOf } = theVault(effects);
  const key = keyOf(trust.owner);
  const shared = { api: session.api, crypto, key, store, trust, now: session.now };
  const reader = await createReader(shared);
  const writer = await deviceWriter({ store, effects });
  const outbox = await createOutbox({ ...shared, effects, writer, exclusively });
  const opened: OpenLog = { trust, reader, outbox, writer };
  lockReason.value = null;
  setOpenLog(opened);
  try {
    await refresh();
    await catchUp(ground);
  } catch (error) {
    if (!isOffline(error)) throw error;
  }
  void workThrough(ground);
}

/**
 * Reads what is new and sends what waits; the background work goes on where it stopped. What became
 * durable shows in `delivered`. Rejects with ApiError.
 */
export function catchUp(ground: Ground): Promise<void> {
  // One after the other: two at a time would ask and send everything twice.
  lastCatch = lastCatch.catch(() => undefined).then(() => catchUpNow(ground));
  return lastCatch;
}

let lastCatch: Promise<void> = Promise.resolve();

async function catchUpNow(ground: Ground): Promise<void> {
  const opened = openLog.value;
  const head = logInfo.value?.lastSequence;
  if (!opened || head === undefined) return;
  await viaNetwork(opened.reader.advance(head));
  const sent = await viaNetwork(opened.outbox.flush());
  if (sent > 0) delivered.value = sent;
  if (sent > head) {
    await refresh();
    await viaNetwork(opened.reader.advance(Math.max(sent, logInfo.value?.lastSequence ?? 0)));
  }
  void workThrough(ground);
}

let isWorking = false;

/** Older records and the chain, step by step, as long as this log is open. One at a time. */
async function workThrough(ground: Ground): Promise<void> {
  const opened = openLog.value;
  if (isWorking || !opened) return;
  isWorking = true;
  try {
    await stepThrough(opened, ground);
  } finally {
    isWorking = false;
  }
}

async function stepThrough(opened: OpenLog, { effects }: Ground): Promise<void> {
  const pause = (): Promise<void> => new Promise((resolve) => effects.after(30, resolve));
  for (let isMore = true; isMore && openLog.value === opened; ) {
    try {
      const isOlder = await opened.reader.loadOlder();
      const isChain = await opened.reader.verifyStep();
      isMore = isOlder || isChain;
      await pause();
    } catch (error) {
      // No way to the server: `catchUp` goes on when there is one. Locked meanwhile: it is over.
      if (error instanceof ApiError || error instanceof VaultError) return;
      throw error;
    }
  }
}

/** The person does something, or the page is shown or hidden: the vault counts the time. */
export function tellPresence(isShown: boolean | null): void {
  if (isShown === null) vault?.touch();
  else vault?.setVisible(isShown);
}

/** Opens the key that this device remembers. False when there is none that opens. */
export async function openRemembered(ground: Ground, deviceName: string): Promise<boolean> {
  const certificate = await theVault(ground.effects).unlockRemembered(namespaceOf(ground));
  if (!certificate) return false;
  const trust = await joinKeyset(keyRoom(ground, deviceName), certificate);
  await openTheLog(ground, trust);
  return true;
}

/** Whether this device keeps the open key for next time. Rejects with VaultError. */
export async function setRemembered(ground: Ground, isWanted: boolean): Promise<void> {
  // A key that was made or brought here just now is not known to the page yet.
  await rereadLocalKey(ground);
  const local = localKey.value;
  if (!local) return;
  const namespace = namespaceOf(ground);
  const vaultHere = theVault(ground.effects);
  if (isWanted) await vaultHere.remember(namespace);
  else await vaultHere.forget(namespace);
  await keepLocalKey(ground.store, { ...local, isRemembered: isWanted });
  await rereadLocalKey(ground);
}

/**
 * This device lets go of the log it knew: its key, ciphertext, witness, and notes that still wait.
 * What stands in Telegram stays. Rejects when the device's storage does.
 */
export async function forgetThisLog(ground: Ground): Promise<void> {
  const vaultHere = theVault(ground.effects);
  await vaultHere.lock();
  await vaultHere.forget(namespaceOf(ground)).catch(() => undefined);
  await ground.store.clear();
  await refresh();
}

/** Closes the key now. */
export async function lock(): Promise<void> {
  await vault?.lock();
}

function namespaceOf({ session }: Ground): string {
  return `${session.bot.id}-${session.user.id}`;
}

/** One at a time over all windows of this origin, where the browser has locks. */
async function exclusively<Result>(run: () => Promise<Result>): Promise<Result> {
  if (!navigator.locks) return run();
  return navigator.locks.request("libral-outbox", run);
}
