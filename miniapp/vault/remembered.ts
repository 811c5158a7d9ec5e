/**
 * Everyday unlock: a copy of the open key, encrypted under a key that this browser holds and will
 * not give away (non-extractable), so that the passphrase need not be typed each day. Where the
 * Telegram client has a secure storage, a share from there is needed as well.
 *
 * It keeps the key from whoever copies the profile's files, as far as the browser does. It does not
 * keep it from a hostile page of this origin, which could ask for the same unlocking.
 */
import { assert } from "../../shared/std/assert.ts";
import { encodeUtf8 } from "../../shared/std/bytes.ts";
import type { KeyValue } from "./key-value.ts";
import type { RememberPlace } from "./protocol.ts";

/** Keeps secrets of the vault; every method rejects when the device refuses to store. */
export interface RememberedKeys {
  /** Encrypts and keeps the bytes, replacing what was kept. The caller overwrites its own copy. */
  keep(place: RememberPlace, secret: Uint8Array): Promise<void>;
  /** The bytes, or null when nothing is kept or it does not open with this share. */
  recall(place: RememberPlace): Promise<Uint8Array | null>;
  forget(namespace: string): Promise<void>;
}

/** What stands in IndexedDB. A CryptoKey is stored as a handle, never as bytes. */
interface Kept {
  readonly key: CryptoKey;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: Uint8Array<ArrayBuffer>;
  /** With a share from the client's secure storage: encrypted once more under that. */
  readonly shareIv: Uint8Array<ArrayBuffer> | null;
}

const NAME = "remembered";
const IV_SIZE = 12;

/** `open` is asked once for each namespace, and again after it failed. */
export function rememberedKeys(
  open: (namespace: string) => Promise<KeyValue>,
  randomBytes: (count: number) => Uint8Array<ArrayBuffer>,
): RememberedKeys {
  const stores = new Map<string, Promise<KeyValue>>();
  const storeOf = (namespace: string): Promise<KeyValue> => {
    const store = stores.get(namespace) ?? open(namespace);
    stores.set(namespace, store);
    store.catch(() => stores.delete(namespace));
    return store;
  };
  return {
    keep: async (place, secret) => {
      const store = await storeOf(place.namespace);
      await store.set(NAME, await encrypt(place, new Uint8Array(secret), randomBytes));
    },
    recall: async (place) => {
      const store = await storeOf(place.namespace);
      const kept = await store.get(NAME);
      return isKept(kept) ? decrypt(place, kept) : null;
    },
    forget: async (namespace) => {
      const store = await storeOf(namespace);
      await store.remove(NAME);
    },
  };
}

/** The first layer is under the share, if there is one; the outer under a key made for this. */
async function encrypt(
  place: RememberPlace,
  secret: Uint8Array<ArrayBuffer>,
  randomBytes: (count: number) => Uint8Array<ArrayBuffer>,
): Promise<Kept> {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  assert(!key.extractable, "the wrapping key cannot be exported");
  const iv = randomBytes(IV_SIZE);
  const shareIv = place.share && randomBytes(IV_SIZE);
  const inner =
    place.share && shareIv
      ? await crypto.subtle.encrypt(gcm(place, shareIv), await shareKey(place.share), secret)
      : secret;
  const sealed = await crypto.subtle.encrypt(gcm(place, iv), key, inner);
  secret.fill(0);
  return { key, iv, sealed: new Uint8Array(sealed), shareIv };
}

async function decrypt(place: RememberPlace, kept: Kept): Promise<Uint8Array | null> {
  if (kept.shareIv !== null && place.share === null) return null;
  try {
    const inner = await crypto.subtle.decrypt(gcm(place, kept.iv), kept.key, kept.sealed);
    if (kept.shareIv === null || place.share === null) return new Uint8Array(inner);
    const key = await shareKey(place.share);
    return new Uint8Array(await crypto.subtle.decrypt(gcm(place, kept.shareIv), key, inner));
  } catch {
    // WebCrypto says "no" by throwing; another share or another account is no error of ours.
    return null;
  }
}

/** Bound to the account: what was kept for one does not open as another's. */
function gcm(place: RememberPlace, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  const additionalData = new Uint8Array(encodeUtf8(`libral/1 remembered ${place.namespace}`));
  return { name: "AES-GCM", iv, additionalData };
}

function shareKey(share: Uint8Array): Promise<CryptoKey> {
  assert(share.length === 32, "a share has 32 bytes");
  return crypto.subtle.importKey("raw", new Uint8Array(share), "AES-GCM", false, [
    "encrypt",
    "decrypt",
  ]);
}

function isKept(value: unknown): value is Kept {
  return typeof value === "object" && value !== null && "key" in value && "sealed" in value;
}
