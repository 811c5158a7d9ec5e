/**
 * The line between page and Worker: numbered requests, their answers, and one event. A Worker that
 * dies takes the open key with it: its calls fail, the page hears that it is locked, and the next
 * call starts a new one.
 */
import type {
  LockReason,
  VaultCall,
  VaultCalls,
  VaultFailure,
  VaultMessage,
  VaultRequest,
} from "./protocol.ts";

/** What the vault needs of a Worker; `startVaultWorker` makes the real one. */
export interface VaultWorker {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: "message", listen: (event: MessageEvent) => void): void;
  addEventListener(type: "error", listen: (event: ErrorEvent) => void): void;
  terminate(): void;
}

/** A call to the vault that could not be carried out; `failure` says what a screen may do about it. */
export class VaultError extends Error {
  override readonly name = "VaultError";
  readonly failure: VaultFailure;

  constructor(failure: VaultFailure, why: string) {
    super(why);
    this.failure = failure;
  }
}

export type Call = <Name extends VaultCall>(
  call: Name,
  order: VaultCalls[Name][0],
) => Promise<VaultCalls[Name][1]>;

export interface Line {
  readonly call: Call;
  /** A call whose answer nobody waits for: it does not start a Worker, and its failure is no news. */
  tell<Name extends VaultCall>(call: Name, order: VaultCalls[Name][0]): void;
  close(): void;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: VaultError): void;
}

export function openLine(start: () => VaultWorker, onLocked: (reason: LockReason) => void): Line {
  const waiting = new Map<number, Waiting>();
  let worker: VaultWorker | null = null;
  let lastId = 0;

  function drop(why: string): void {
    worker?.terminate();
    worker = null;
    const lost = [...waiting.values()];
    waiting.clear();
    for (const one of lost) one.reject(new VaultError("internal", why));
  }

  function hear(message: VaultMessage): void {
    if ("event" in message) {
      onLocked(message.reason);
      return;
    }
    const one = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) one?.resolve(message.result);
    else one?.reject(new VaultError(message.failure, message.why));
  }

  function running(): VaultWorker {
    if (worker !== null) return worker;
    const started = start();
    started.addEventListener("message", ({ data }) => hear(data as VaultMessage));
    started.addEventListener("error", () => {
      if (worker !== started) return;
      drop("the vault's Worker died");
      onLocked("lost");
    });
    worker = started;
    return started;
  }

  function send(call: VaultCall, order: unknown, to: VaultWorker): number {
    lastId += 1;
    const request = { id: lastId, call, order } as VaultRequest;
    // A passphrase is handed over and not copied: the page's own bytes are gone after this.
    to.postMessage(request, passphraseOf(order));
    return lastId;
  }

  return {
    call: <Name extends VaultCall>(call: Name, order: VaultCalls[Name][0]) =>
      new Promise<VaultCalls[Name][1]>((resolve, reject) => {
        const id = send(call, order, running());
        waiting.set(id, { resolve: (result) => resolve(result as VaultCalls[Name][1]), reject });
      }),
    tell: (call, order) => {
      if (worker !== null) send(call, order, worker);
    },
    close: () => drop("the vault was closed"),
  };
}

function passphraseOf(order: unknown): Transferable[] {
  if (typeof order !== "object" || order === null || !("passphrase" in order)) return [];
  const { passphrase } = order;
  return passphrase instanceof Uint8Array && passphrase.buffer instanceof ArrayBuffer
    ? [passphrase.buffer]
    : [];
}
