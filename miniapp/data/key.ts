/**
 * The owner's key on this device, as a story: made, backed up, read back, signed for; fetched again
 * on a new device; opened and closed. The key itself stays in the vault; here are only its locked
 * form and what the server may know.
 *
 * Every step can be repeated: what was done before an interruption is found done.
 */
import type { Device } from "../../shared/log/keyset.ts";
import { nextKeyset, signKeyset } from "../../shared/log/keyset.ts";
import type { LogId, Writer } from "../../shared/log/types.ts";
import type { Certificate } from "../../shared/pgp/types.ts";
import { fromBase64, toBase64, toHex } from "../../shared/std/bytes.ts";
import type { Effects } from "../effects.ts";
import type { Vault } from "../vault/client.ts";
import type { Api } from "./api.ts";
import type { DeviceStore } from "./device-store.ts";
import type { LocalKey, LogInfo } from "./key-need.ts";
import { keepLocalKey } from "./key-need.ts";
import type { Trust } from "./log/trust.ts";
import { checkTrust } from "./log/trust.ts";

/** The steps that are shown while a key is made or brought here, in this order. */
export type KeyStep = "make" | "backup" | "readBack" | "sign" | "done";

/** Why a step failed, where it is not the network. */
export type KeyFailure =
  | "wrongPassphrase"
  /** What was read back is not the key that was stored. */
  | "backupDiffers"
  | "noBackup"
  /** The server shows an older list of keys than this device has seen, or somebody else's. */
  | "keysetOlder"
  | "keysetNotYours"
  | "noBot";

export class KeyError extends Error {
  override readonly name = "KeyError";
  constructor(readonly failure: KeyFailure) {
    super(failure);
  }
}

export interface KeyRoom {
  readonly api: Pick<Api, "storeKey" | "readKey" | "installKeyset">;
  /** What the server says of the log now; offline, what it said last. Rejects when it never did. */
  readonly log: () => Promise<LogInfo>;
  readonly vault: Vault;
  readonly store: DeviceStore;
  readonly effects: Pick<Effects, "randomBytes">;
  readonly now: () => number;
  /** What the owner will call this device. */
  readonly deviceName: string;
}

const WRITER = "writer";

/** Makes a key and carries it through to the first keyset. Rejects with VaultError, ApiError, KeyError. */
export async function createKey(
  room: KeyRoom,
  passphrase: string,
  onStep: (step: KeyStep) => void,
): Promise<Trust> {
  onStep("make");
  const { locked, fingerprint, certificate } = await room.vault.createKey(passphrase, room.now());
  // Kept before anything is sent: if we die from here on, `finish` goes on with this very key.
  const local: LocalKey = { locked, fingerprint, isRemembered: false };
  await keepLocalKey(room.store, local);
  return carryThrough(room, local, certificate, passphrase, onStep);
}

/** Goes on with a key that was made here and not finished. */
export async function finishKey(
  room: KeyRoom,
  local: LocalKey,
  passphrase: string,
  onStep: (step: KeyStep) => void,
): Promise<Trust> {
  onStep("make");
  const certificate = await unlockOrFail(room, local.locked, passphrase);
  return carryThrough(room, local, certificate, passphrase, onStep);
}

async function carryThrough(
  room: KeyRoom,
  local: LocalKey,
  certificate: Certificate,
  passphrase: string,
  onStep: (step: KeyStep) => void,
): Promise<Trust> {
  onStep("backup");
  await room.api.storeKey(local.locked, certificate.fingerprint);
  onStep("readBack");
  const back = await room.api.readKey();
  if (back === null) throw new KeyError("noBackup");
  const opened = await room.vault.verifyBackup(back, passphrase);
  if (opened !== certificate.fingerprint) throw new KeyError("backupDiffers");
  onStep("sign");
  const trust = await joinKeyset(room, certificate);
  onStep("done");
  return trust;
}

/** Brings the key here from its backup and adds this device to the keyset. */
export async function restoreKey(
  room: KeyRoom,
  passphrase: string,
  onStep: (step: KeyStep) => void,
): Promise<Trust> {
  onStep("readBack");
  const locked = await room.api.readKey();
  if (locked === null) throw new KeyError("noBackup");
  onStep("make");
  const certificate = await unlockOrFail(room, locked, passphrase);
  onStep("sign");
  const trust = await joinKeyset(room, certificate);
  await keepLocalKey(room.store, {
    locked,
    fingerprint: certificate.fingerprint,
    isRemembered: false,
  });
  onStep("done");
  return trust;
}

/** Opens this device's key. Rejects with KeyError `wrongPassphrase`. */
export async function unlockKey(
  room: KeyRoom,
  local: LocalKey,
  passphrase: string,
): Promise<Trust> {
  return joinKeyset(room, await unlockOrFail(room, local.locked, passphrase));
}

/** The trust of an open key; this device is added to the keyset when it does not stand there. */
export async function joinKeyset(room: KeyRoom, owner: Certificate): Promise<Trust> {
  const info = await room.log();
  const before = await currentTrust(room, info, owner);
  const writer = await deviceWriter(room);
  const devices = before?.newest.keyset.devices ?? [];
  if (before && devices.some((device) => device.id === writer)) return before;
  const self: Device = { id: writer, name: room.deviceName.slice(0, 64), since: room.now() };
  const keyset = nextKeyset(before?.newest ?? null, {
    log: info.id as LogId,
    owner,
    devices: [...devices, self],
    bots: before?.newest.bots ?? [await offeredBot(room, info)],
    at: room.now(),
  });
  const signing = { crypto: room.vault.crypto, signer: room.vault.keyOf(owner), now: room.now() };
  const signed = await signKeyset(keyset, signing);
  // If we die here, nothing is lost: the next visit signs the same step again.
  await room.api.installKeyset(toBase64(signed));
  const after = await currentTrust(room, await room.log(), owner);
  if (!after) throw new KeyError("keysetOlder");
  return after;
}

async function currentTrust(
  room: KeyRoom,
  info: LogInfo,
  owner: Certificate,
): Promise<Trust | null> {
  const verdict = await checkTrust(info, owner, {
    crypto: room.vault.crypto,
    store: room.store,
    now: room.now(),
  });
  if (verdict.kind === "trusted") return verdict.trust;
  if (verdict.kind === "none") return null;
  throw new KeyError(verdict.why === "older" ? "keysetOlder" : "keysetNotYours");
}

/**
 * The bot key of the first keyset. Here the owner takes the server's word, once: from then on
 * another bot key counts only when they sign for it.
 */
async function offeredBot(room: KeyRoom, info: LogInfo): Promise<Certificate> {
  const newest = info.botCertificates.at(-1);
  const [bot] = newest ? await room.vault.parseCertificates([fromBase64(newest)]) : [];
  if (!bot) throw new KeyError("noBot");
  return bot;
}

async function unlockOrFail(
  room: KeyRoom,
  locked: string,
  passphrase: string,
): Promise<Certificate> {
  const certificate = await room.vault.unlock(locked, passphrase);
  if (!certificate) throw new KeyError("wrongPassphrase");
  return certificate;
}

/** The name under which this device writes; drawn once. */
export async function deviceWriter(room: Pick<KeyRoom, "store" | "effects">): Promise<Writer> {
  const kept = await room.store.get("facts", WRITER);
  if (typeof kept === "string" && /^device-[0-9a-f]{16}$/.test(kept)) return kept as Writer;
  const drawn = `device-${toHex(room.effects.randomBytes(8))}` as Writer;
  await room.store.put("facts", WRITER, drawn);
  return drawn;
}
