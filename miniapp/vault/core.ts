/**
 * What the vault does, without the Worker around it: holds at most one open key, carries out the
 * calls of protocol.ts, and closes the key when the person has been away. No answer and no error
 * carries the key, a passphrase, or a word of what was read.
 */
import type { Fingerprint } from "../../shared/log/types.ts";
import type { Certificate, Damaged, LockCost, OpenKey } from "../../shared/pgp/index.ts";
import {
  exportOpenKey,
  generateKey,
  importOpenKey,
  lockedKeyCost,
  lockKey,
  open,
  PgpRefused,
  parseCertificate,
  seal,
  sign,
  unlockKey,
  verify,
  wipeKey,
} from "../../shared/pgp/index.ts";
import { decodeUtf8, equalBytes } from "../../shared/std/bytes.ts";
import type { Effects } from "../effects.ts";
import { SMALLER_COSTS } from "./cost.ts";
import type {
  CreatedKey,
  LockReason,
  MessageToRead,
  RememberPlace,
  SealOrder,
  SignOrder,
  VaultCall,
  VaultCalls,
  VaultFailure,
  VaultMessage,
  VaultRequest,
} from "./protocol.ts";
import type { RememberedKeys } from "./remembered.ts";
import type { Watch } from "./watch.ts";
import { createWatch } from "./watch.ts";

export interface CoreNeeds {
  readonly effects: Pick<Effects, "now" | "after">;
  readonly remembered: RememberedKeys;
  /** Called whenever the key was closed. */
  readonly onLocked: (reason: LockReason) => void;
}

/** How many messages are read at once: WebCrypto works beside us, more would only hold memory. */
const READ_AT_ONCE = 8;

/** The owner's key signs these in clear, and nothing else that a page could ask for. */
const SIGNS = /^libral\/1 purpose=(keyset|witness) log=[0-9a-f]{32}$/;

/** A call that cannot be carried out; the page gets `failure` and the phrase. */
class VaultRefusal extends Error {
  readonly failure: VaultFailure;

  constructor(failure: VaultFailure, why: string) {
    super(why);
    this.failure = failure;
  }
}

type Handlers = {
  readonly [Name in VaultCall]: (order: VaultCalls[Name][0]) => Promise<VaultCalls[Name][1]>;
};

/** The vault: at most one open key, and the calls that use it. */
export class Core {
  #held: OpenKey | null = null;
  readonly #needs: CoreNeeds;
  readonly #watch: Watch;
  readonly #certificates = new Map<string, Certificate>();

  constructor(needs: CoreNeeds) {
    this.#needs = needs;
    this.#watch = createWatch(needs.effects, (reason) => this.#close(reason));
  }

  /** Carries out one request. Never rejects. */
  async answer(request: VaultRequest): Promise<VaultMessage> {
    const { id, call, order } = request;
    const before = this.#held;
    try {
      return { id, ok: true, result: await this.#carryOut(call, order) };
    } catch (error) {
      // Closed while it was at work: what failed then failed because of that.
      const wasClosed = before !== null && this.#held !== before;
      return { id, ok: false, ...failureOf(error, wasClosed) };
    }
  }

  #carryOut<Name extends VaultCall>(
    call: Name,
    order: VaultCalls[Name][0],
  ): Promise<VaultCalls[Name][1]> {
    return this.#handlers[call](order);
  }

  readonly #handlers: Handlers = {
    createKey: (order) => this.#createKey(order),
    unlock: async ({ locked, passphrase }) => {
      const key = await unlockKey(locked, takePassphrase(passphrase));
      return key && this.#hold(key);
    },
    lock: async () => {
      this.#close("asked");
      return null;
    },
    opened: async () => {
      this.#watch.check();
      return this.#held === null ? null : this.#held.certificate;
    },
    verifyBackup: ({ locked, passphrase }) => fingerprintInside(locked, passphrase),
    sign: (order) => this.#withKey((signer) => signAllowed(order, signer)),
    seal: (order) => this.#withKey((signer) => this.#seal(order, signer)),
    open: ({ messages, now }) =>
      this.#withKey((key) => this.#readAll(messages, (message) => open({ ...message, key, now }))),
    verify: ({ messages, now }) =>
      this.#readAll(messages, (message) => verify({ ...message, now })),
    parseCertificates: (all) => Promise.all(all.map(parseOrNull)),
    remember: (place) => this.#withKey((key) => this.#remember(place, key)),
    unlockRemembered: (place) => this.#unlockRemembered(place),
    forget: async ({ namespace }) => {
      await stored(this.#needs.remembered.forget(namespace));
      return null;
    },
    touch: async () => {
      this.#watch.touch();
      return null;
    },
    setVisible: async ({ isVisible }) => {
      this.#watch.setVisible(isVisible);
      return null;
    },
  };

  #close(reason: LockReason): void {
    if (this.#held === null) return;
    wipeKey(this.#held);
    this.#held = null;
    this.#watch.stop();
    this.#needs.onLocked(reason);
  }

  #hold(key: OpenKey): Certificate {
    if (this.#held !== null) wipeKey(this.#held);
    this.#held = key;
    this.#watch.start();
    return key.certificate;
  }

  /** Uses the open key. What came out after it was closed is wrong in ways nobody would see. */
  async #withKey<T>(use: (key: OpenKey) => Promise<T>): Promise<T> {
    // A frozen page runs no timers: what is overdue is closed before the key is used again.
    this.#watch.check();
    const key = this.#held;
    if (key === null) throw new VaultRefusal("locked", "no key is open");
    const result = await use(key);
    if (this.#held !== key) throw new VaultRefusal("locked", "the key was closed meanwhile");
    return result;
  }

  async #createKey({ passphrase, cost, now }: VaultCalls["createKey"][0]): Promise<CreatedKey> {
    const words = takePassphrase(passphrase);
    const key = await generateKey(now);
    const { locked, used } = await lockWithin(key, words, [cost, ...SMALLER_COSTS]);
    const certificate = this.#hold(key);
    return { certificate, locked, fingerprint: certificate.fingerprint, cost: used };
  }

  async #seal(order: SealOrder, signer: OpenKey): Promise<Uint8Array> {
    const { plaintext, context, recipients, now } = order;
    const parsed = await Promise.all(recipients.map((recipient) => this.#known(recipient)));
    return seal({ plaintext, context, signer, recipients: parsed, now });
  }

  async #remember(place: RememberPlace, key: OpenKey): Promise<null> {
    const secret = exportOpenKey(key);
    try {
      await stored(this.#needs.remembered.keep(place, secret));
    } finally {
      secret.fill(0);
    }
    return null;
  }

  async #unlockRemembered(place: RememberPlace): Promise<Certificate | null> {
    const secret = await stored(this.#needs.remembered.recall(place));
    if (secret === null) return null;
    try {
      return this.#hold(await importOpenKey(secret));
    } finally {
      secret.fill(0);
    }
  }

  /** The same certificate comes with every message; each is parsed once. */
  async #known(certificate: Certificate): Promise<Certificate> {
    const before = this.#certificates.get(certificate.fingerprint);
    if (before !== undefined && equalBytes(before.bytes, certificate.bytes)) return before;
    const parsed = await parseCertificate(certificate.bytes);
    if (parsed.fingerprint !== certificate.fingerprint) {
      throw new PgpRefused("certificate: another fingerprint");
    }
    this.#certificates.set(parsed.fingerprint, parsed);
    return parsed;
  }

  /** In order, a few at a time; a signer's certificate that is none of ours damages its message. */
  async #readAll<Verdict>(
    messages: readonly MessageToRead[],
    read: (message: MessageToRead) => Promise<Verdict>,
  ): Promise<(Verdict | Damaged)[]> {
    const readOne = async (message: MessageToRead): Promise<Verdict | Damaged> => {
      try {
        return await read({ ...message, signer: await this.#known(message.signer) });
      } catch (error) {
        if (error instanceof PgpRefused) return { kind: "damaged", why: error.message };
        throw error;
      }
    };
    const verdicts: (Verdict | Damaged)[] = [];
    for (let at = 0; at < messages.length; at += READ_AT_ONCE) {
      const some = messages.slice(at, at + READ_AT_ONCE);
      verdicts.push(...(await Promise.all(some.map(readOne))));
    }
    return verdicts;
  }
}

async function fingerprintInside(
  locked: string,
  passphrase: Uint8Array,
): Promise<Fingerprint | null> {
  const key = await unlockKey(locked, takePassphrase(passphrase));
  if (key === null) return null;
  wipeKey(key);
  return key.certificate.fingerprint;
}

async function signAllowed(
  { payload, context, now }: SignOrder,
  signer: OpenKey,
): Promise<Uint8Array> {
  if (!SIGNS.test(context)) throw new VaultRefusal("refused", "the vault does not sign this");
  return sign({ payload, context, signer, now });
}

/** The words, and the bytes overwritten. The string itself is out of JavaScript's reach. */
function takePassphrase(bytes: Uint8Array): string {
  const words = decodeUtf8(bytes);
  bytes.fill(0);
  return words;
}

/** Locks at the first cost for which the device has the memory, and unlocks nothing. */
async function lockWithin(
  key: OpenKey,
  words: string,
  costs: readonly LockCost[],
): Promise<{ readonly locked: string; readonly used: LockCost }> {
  for (const [at, cost] of costs.entries()) {
    try {
      const locked = await lockKey(key, words, cost);
      return { locked, used: await lockedKeyCost(locked) };
    } catch (error) {
      const isLast = at === costs.length - 1;
      if (!isMemory(error) || isLast) {
        wipeKey(key);
        throw error;
      }
    }
  }
  throw new VaultRefusal("internal", "no cost was given");
}

function isMemory(error: unknown): boolean {
  return error instanceof PgpRefused && error.message === "argon2: not enough memory";
}

async function parseOrNull(bytes: Uint8Array): Promise<Certificate | null> {
  try {
    return await parseCertificate(bytes);
  } catch (error) {
    if (error instanceof PgpRefused) return null;
    throw error;
  }
}

async function stored<T>(keeping: Promise<T>): Promise<T> {
  try {
    return await keeping;
  } catch {
    // The browser's own error may quote names of databases: ours says all there is to do.
    throw new VaultRefusal("storage", "the device keeps nothing");
  }
}

function failureOf(
  error: unknown,
  wasClosed: boolean,
): { readonly failure: VaultFailure; readonly why: string } {
  if (wasClosed) return { failure: "locked", why: "the key was closed meanwhile" };
  if (error instanceof VaultRefusal) return { failure: error.failure, why: error.message };
  if (isMemory(error)) return { failure: "memory", why: "argon2: not enough memory" };
  if (error instanceof PgpRefused) return { failure: "refused", why: error.message };
  return { failure: "internal", why: "an unexpected error in the vault" };
}
