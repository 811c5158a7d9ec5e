/**
 * Being the host: the guide beside the chat and its hooks, time, limits, the signing key, and
 * starting from nothing.
 */
import * as v from "valibot";
import { signingSeed } from "../../client-api/actions/private.ts";
import { publicKeyHex } from "../../launch/init-data.ts";
import { DEFAULT_LIMITS } from "../../limits.ts";
import { createSamples } from "../../samples.ts";
import type { Controls } from "../types.ts";
import { ControlFailure, control, noArgs } from "../types.ts";

const text = v.string();

const guide = v.object({
  title: text,
  steps: v.array(
    v.object({
      id: text,
      title: text,
      text,
      state: v.picklist(["todo", "now", "done"]),
      hook: v.exactOptional(
        v.object({ id: text, label: text, danger: v.exactOptional(v.boolean()) }),
      ),
    }),
  ),
  note: v.exactOptional(text),
});

const rate = v.object({
  burst: v.pipe(v.number(), v.minValue(1)),
  perSecond: v.pipe(v.number(), v.minValue(0.001)),
});

const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:\/|$)/;

export const hostControls = {
  /** Shows a guide to everybody, or with null takes it away; `byLanguage` has it in others. */
  guide: control(
    v.object({ guide: v.nullable(guide), byLanguage: v.optional(v.record(text, guide), {}) }),
    ({ lounge }, args) => {
      lounge.guide = args.guide;
      lounge.guideByLanguage = args.byLanguage;
      for (const listener of lounge.listeners) listener();
      return true;
    },
  ),

  /** Registers a loopback address that the client's `hook` action calls; null removes it. */
  hook: control(
    v.object({ id: text, url: v.nullable(text), secret: v.optional(text, "") }),
    ({ lounge }, { id, url, secret }) => {
      if (url === null) lounge.hooks.delete(id);
      else if (LOOPBACK.test(url)) lounge.hooks.set(id, { url, secret });
      else
        throw new ControlFailure("a hook's address must be on loopback, e.g. http://127.0.0.1:81/");
      return true;
    },
  ),

  /** Says the time (ms); `advance` moves it by milliseconds, `set` to a time. Never back. */
  clock: control(
    v.object({ advance: v.optional(v.number()), set: v.optional(v.number()) }),
    async ({ engine }, { advance, set }) => {
      const by = advance ?? (set === undefined ? 0 : set - engine.clock.now());
      if (by < 0) throw new ControlFailure("time does not go back");
      if (by > 0) {
        await engine.clock.advance(by);
        engine.commit("moved", {});
      }
      return { now: engine.clock.now() };
    },
  ),

  /** Says or changes the rate limits; `reset` fills the budgets. */
  limits: control(
    v.object({
      enabled: v.optional(v.boolean()),
      chat: v.optional(rate),
      group: v.optional(rate),
      bot: v.optional(rate),
      defaults: v.optional(v.boolean()),
      reset: v.optional(v.boolean()),
    }),
    ({ limits }, { defaults, reset, ...change }) => {
      if (defaults) limits.settings = DEFAULT_LIMITS;
      const given = Object.entries(change).filter(([, value]) => value !== undefined);
      limits.settings = { ...limits.settings, ...Object.fromEntries(given) };
      if (reset) limits.reset();
      return limits.settings;
    },
  ),

  /** The public key (Ed25519, raw, hex) by which `signature` of initData can be checked. */
  initDataKey: control(noArgs, ({ engine }) => ({
    publicKey: publicKeyHex(signingSeed({ engine })),
  })),

  /** Forgets everything: history, faults, timeline. `samples` makes the three sample people anew. */
  reset: control(v.object({ samples: v.optional(v.boolean(), false) }), (telegram, { samples }) => {
    telegram.engine.reset();
    telegram.faults.clear();
    telegram.timeline.clear();
    telegram.limits.reset();
    telegram.notes.length = 0;
    if (samples) createSamples(telegram.engine);
    return true;
  }),
} satisfies Controls;
