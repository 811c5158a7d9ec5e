/**
 * A Worker that takes the profile of shared/pgp through a round: derive a key, sign, verify, seal,
 * open. It answers what it made, so that a test on Node can open it there. Only for tests.
 */
import { contextOf, keyFromSecret, open, seal, sign, verify } from "../../shared/pgp/index.ts";
import { encodeUtf8, toBase64 } from "../../shared/std/bytes.ts";
import { PGP_TRIAL } from "./pgp-trial.ts";

export default {
  async fetch(): Promise<Response> {
    try {
      return Response.json(await round());
    } catch (error) {
      return new Response(error instanceof Error ? String(error.stack) : String(error), {
        status: 500,
      });
    }
  },
};

async function round() {
  const { secret, createdAt, log, now, text } = PGP_TRIAL;
  const key = await keyFromSecret(secret, createdAt);
  const to = [key.certificate.fingerprint];
  const frame = contextOf({ purpose: "frame", log });
  const state = contextOf({ purpose: "state", log, to });
  const plaintext = encodeUtf8(text);
  const signed = await sign({ payload: plaintext, context: frame, signer: key, now });
  const sealed = await seal({
    plaintext,
    context: state,
    signer: key,
    recipients: [key.certificate],
    now,
  });
  const signer = key.certificate;
  const verified = await verify({ message: signed, context: frame, signer, now });
  const opened = await open({ message: sealed, context: state, key, signer, now });
  return {
    fingerprint: key.certificate.fingerprint,
    verified: verified.kind,
    opened: opened.kind,
    signed: toBase64(signed),
    sealed: toBase64(sealed),
  };
}
