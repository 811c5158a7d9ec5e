/**
 * Sign and verify: one payload in clear with its signature around it (frames, claims, keysets,
 * superblocks, cards, witnesses). The signed message's bytes are what is hashed and chained.
 */
import { assert } from "../std/assert.ts";
import { recipientsOf } from "./context-lock.ts";
import { readSigned, writeSigned } from "./signed-message.ts";
import type { SignRequest, VerifyRequest, VerifyVerdict } from "./types.ts";
import { verdictOf } from "./verdict.ts";

/** A binary OpenPGP message: one-pass signature, literal, signature. */
export async function sign(request: SignRequest): Promise<Uint8Array> {
  assert(recipientsOf(request.context).length === 0, "a context in clear names no recipients");
  return writeSigned(request);
}

/**
 * The payload, if this signer signed it for exactly this context. Never throws on foreign bytes.
 */
export async function verify(request: VerifyRequest): Promise<VerifyVerdict> {
  assert(recipientsOf(request.context).length === 0, "a context in clear names no recipients");
  return verdictOf(async () => {
    const { payload, signedAt } = await readSigned({ ...request, isInClear: true });
    return { kind: "verified", payload, signedAt };
  });
}
