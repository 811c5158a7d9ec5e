/**
 * Where conversations keep their state between two updates: in the cache, encrypted, for an hour.
 * It holds what people typed and pressed, so nothing of it may lie open. Losing it is harmless:
 * the person begins again.
 */
import type { ConversationData, VersionedState } from "@grammyjs/conversations";
import { assert } from "../../../shared/std/assert.ts";
import { concat, decodeUtf8, encodeUtf8 } from "../../../shared/std/bytes.ts";
import { hkdfSha256 } from "../../../shared/std/hash.ts";
import type { Effects } from "../../effects/port.ts";
import type { Storage } from "../../storage/port.ts";

const PREFIX = "telegram/conversation/";
export const LIFE_MS = 3_600_000;
const IV_BYTES = 12;
const EXPIRY_BYTES = 8;
/** A dialogue of a few taps has a few kilobytes. */
const STATE_BYTES_MAX = 256 * 1024;

type State = VersionedState<ConversationData>;

export class ConversationStore {
  readonly #key: ReturnType<typeof crypto.subtle.importKey>;

  constructor(
    private readonly storage: Storage,
    private readonly effects: Effects,
    secret: Uint8Array,
  ) {
    const info = encodeUtf8("libral telegram conversations");
    const raw = new Uint8Array(hkdfSha256({ secret, info, sizeBytes: 32 }));
    this.#key = crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  }

  async read(chat: string): Promise<State | undefined> {
    const stored = this.storage.get(PREFIX + chat);
    if (!stored) return undefined;
    const plain = this.#isExpired(stored) ? null : await this.#decrypt(chat, stored);
    if (plain) return JSON.parse(decodeUtf8(plain)) as State;
    // Too old, or sealed with another secret: nobody can go on with it.
    this.storage.delete(PREFIX + chat);
    return undefined;
  }

  async write(chat: string, state: State): Promise<void> {
    const plain = encodeUtf8(JSON.stringify(state));
    assert(plain.length <= STATE_BYTES_MAX, "the state of a conversation is small");
    this.storage.put(PREFIX + chat, await this.#encrypt(chat, plain));
  }

  delete(chat: string): void {
    this.storage.delete(PREFIX + chat);
  }

  /** Delete what nobody came back to. */
  purge(): void {
    for (const [key, stored] of this.storage.list({ prefix: PREFIX })) {
      if (this.#isExpired(stored)) this.storage.delete(key);
    }
  }

  /** Expiry (milliseconds since 1970, in clear and authenticated), IV, ciphertext. */
  async #encrypt(chat: string, plain: Uint8Array): Promise<Uint8Array> {
    const expiry = new Uint8Array(EXPIRY_BYTES);
    new DataView(expiry.buffer).setBigUint64(0, BigInt(this.effects.now() + LIFE_MS));
    const iv = new Uint8Array(this.effects.randomBytes(IV_BYTES));
    const sealed = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv, additionalData: boundTo(chat, expiry) },
      await this.#key,
      new Uint8Array(plain),
    );
    return concat([expiry, iv, new Uint8Array(sealed)]);
  }

  /** Null for what this secret did not seal for this chat. */
  async #decrypt(chat: string, stored: Uint8Array): Promise<Uint8Array | null> {
    const expiry = stored.slice(0, EXPIRY_BYTES);
    const iv = stored.slice(EXPIRY_BYTES, EXPIRY_BYTES + IV_BYTES);
    const sealed = stored.slice(EXPIRY_BYTES + IV_BYTES);
    try {
      const plain = await crypto.subtle.decrypt(
        { name: "AES-GCM", iv, additionalData: boundTo(chat, expiry) },
        await this.#key,
        sealed,
      );
      return new Uint8Array(plain);
    } catch {
      // WebCrypto says nothing more than that it failed.
      return null;
    }
  }

  #isExpired(stored: Uint8Array): boolean {
    if (stored.length < EXPIRY_BYTES + IV_BYTES) return true;
    const view = new DataView(stored.buffer, stored.byteOffset, EXPIRY_BYTES);
    return Number(view.getBigUint64(0)) <= this.effects.now();
  }
}

function boundTo(chat: string, expiry: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(concat([expiry, encodeUtf8(PREFIX + chat)]));
}
