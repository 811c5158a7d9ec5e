/**
 * Reading through the vault in the words of shared/log, which asks for one message at a time: what
 * is asked in one turn of the event loop goes to the Worker as one call.
 */
import type { Opener } from "../../shared/log/crypto.ts";
import type { Certificate, OpenVerdict, VerifyVerdict } from "../../shared/pgp/types.ts";
import type { Call } from "./line.ts";
import { VaultError } from "./line.ts";
import type { MessageToRead } from "./protocol.ts";

interface Asked<Verdict> {
  readonly message: MessageToRead;
  readonly now: number;
  resolve(verdict: Verdict): void;
  reject(error: unknown): void;
}

/** `open`, `verify` and `parseCertificate` of the crypto port. */
export function batchedReaders(call: Call): Opener {
  const open = batched<OpenVerdict>((messages, now) => call("open", { messages, now }));
  const verify = batched<VerifyVerdict>((messages, now) => call("verify", { messages, now }));
  return {
    open: ({ message, context, signer, now }) => open({ message, context, signer }, now),
    verify: ({ message, context, signer, now }) => verify({ message, context, signer }, now),
    parseCertificate: (bytes) => parseOne(call, bytes),
  };
}

function batched<Verdict>(
  read: (messages: readonly MessageToRead[], now: number) => Promise<readonly Verdict[]>,
): (message: MessageToRead, now: number) => Promise<Verdict> {
  let waiting: Asked<Verdict>[] = [];

  async function flush(): Promise<void> {
    const asked = waiting;
    waiting = [];
    try {
      // All were asked in the same turn; the latest clock among them is right for all.
      const now = Math.max(...asked.map((one) => one.now));
      const verdicts = await read(
        asked.map((one) => one.message),
        now,
      );
      for (const [at, one] of asked.entries()) {
        const verdict = verdicts[at];
        if (verdict === undefined) one.reject(new VaultError("internal", "a verdict is missing"));
        else one.resolve(verdict);
      }
    } catch (error) {
      for (const one of asked) one.reject(error);
    }
  }

  return (message, now) =>
    new Promise((resolve, reject) => {
      waiting.push({ message, now, resolve, reject });
      if (waiting.length === 1) queueMicrotask(flush);
    });
}

async function parseOne(call: Call, bytes: Uint8Array): Promise<Certificate> {
  const [certificate] = await call("parseCertificates", [bytes]);
  if (!certificate) throw new VaultError("refused", "not a certificate of our profile");
  return certificate;
}
