/** Fakes for tests of the vault: a clock that is turned by hand, storage, and an in-page Worker. */
import type { Effects } from "../effects.ts";
import { Core } from "./core.ts";
import type { KeyValue } from "./key-value.ts";
import type { VaultWorker } from "./line.ts";
import type { LockReason, VaultMessage, VaultRequest } from "./protocol.ts";
import { rememberedKeys } from "./remembered.ts";

/** Time that passes only when told. */
export interface FakeTime extends Pick<Effects, "now" | "after"> {
  /** Moves on and runs what falls due, in order. */
  pass(ms: number): void;
  /** Moves on while nothing runs, as when the page is frozen. */
  freeze(ms: number): void;
}

export function fakeTime(start: number): FakeTime {
  let now = start;
  let timers: { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => now,
    after: (delayMs, run) => {
      const timer = { at: now + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    freeze: (ms) => {
      now += ms;
    },
    pass: (ms) => {
      const end = now + ms;
      for (;;) {
        const [next] = timers.filter((one) => one.at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers = timers.filter((one) => one !== next);
        now = Math.max(now, next.at);
        next.run();
      }
      now = end;
    },
  };
}

/** IndexedDB as far as the vault uses it; `broken` makes every call fail. */
export function fakeStorage(): {
  readonly open: (namespace: string) => Promise<KeyValue>;
  readonly values: Map<string, unknown>;
  broken: boolean;
} {
  const values = new Map<string, unknown>();
  const storage = {
    values,
    broken: false,
    open: async (namespace: string): Promise<KeyValue> => {
      const check = () => {
        if (storage.broken) throw new Error(`quota of ${namespace} exceeded`);
      };
      check();
      return {
        get: async (name) => {
          check();
          return values.get(`${namespace}/${name}`);
        },
        set: async (name, value) => {
          check();
          values.set(`${namespace}/${name}`, value);
        },
        remove: async (name) => {
          check();
          values.delete(`${namespace}/${name}`);
        },
      };
    },
  };
  return storage;
}

/** A Worker in the same thread that copies what is posted, as a real one does. */
export function fakeWorker(
  time: FakeTime,
  storage: ReturnType<typeof fakeStorage>,
): VaultWorker & { die(): void; readonly posted: unknown[] } {
  const hear: ((event: MessageEvent) => void)[] = [];
  const mourn: ((event: ErrorEvent) => void)[] = [];
  const posted: unknown[] = [];
  let isAlive = true;
  const post = (data: VaultMessage) => {
    const copy = structuredClone(data);
    posted.push(copy);
    if (isAlive) for (const listen of hear) listen({ data: copy } as MessageEvent);
  };
  const core = new Core({
    effects: time,
    remembered: rememberedKeys(storage.open, (count) =>
      crypto.getRandomValues(new Uint8Array(count)),
    ),
    onLocked: (reason: LockReason) => post({ event: "locked", reason }),
  });
  return {
    posted,
    postMessage: (message, transfer) => {
      const request = structuredClone(message, { transfer }) as VaultRequest;
      void core.answer(request).then(post);
    },
    addEventListener: (type: string, listen: (event: never) => void) => {
      if (type === "message") hear.push(listen as (event: MessageEvent) => void);
      else mourn.push(listen as (event: ErrorEvent) => void);
    },
    terminate: () => {
      isAlive = false;
    },
    die: () => {
      isAlive = false;
      for (const listen of mourn) listen({} as ErrorEvent);
    },
  };
}
