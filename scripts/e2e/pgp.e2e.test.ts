/** What is sealed and signed on workerd opens and verifies on Node, with the same derived key. */
import type { Miniflare } from "miniflare";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contextOf, keyFromSecret, open, verify } from "../../shared/pgp/index.ts";
import { decodeUtf8, fromBase64 } from "../../shared/std/bytes.ts";
import { PGP_TRIAL } from "./pgp-trial.ts";
import { bundleWorker, startWorkerd } from "./workerd.ts";

let workerd: Miniflare;
beforeAll(async () => {
  workerd = await startWorkerd(await bundleWorker("scripts/e2e/pgp.worker.ts"), {});
});
afterAll(() => workerd?.dispose());

test("one key, one seal, on both platforms", async () => {
  const answer = await workerd.dispatchFetch("http://pgp/");
  const made = JSON.parse(await answer.text());
  expect(made).toMatchObject({ verified: "verified", opened: "opened" });

  const { secret, createdAt, log, now, text } = PGP_TRIAL;
  const key = await keyFromSecret(secret, createdAt);
  const signer = key.certificate;
  expect(made.fingerprint).toBe(signer.fingerprint);

  const frame = contextOf({ purpose: "frame", log });
  const verified = await verify({ message: fromBase64(made.signed), context: frame, signer, now });
  if (verified.kind !== "verified") throw new Error(verified.why);
  expect(decodeUtf8(verified.payload)).toBe(text);

  const state = contextOf({ purpose: "state", log, to: [signer.fingerprint] });
  const message = fromBase64(made.sealed);
  const opened = await open({ message, context: state, key, signer, now });
  if (opened.kind !== "opened") throw new Error(opened.kind);
  expect(decodeUtf8(opened.plaintext)).toBe(text);
});
