/**
 * The flusher: one per log, the only one that writes to its group. It asks plan.ts what comes next
 * and carries it out, one step at a time; set-up, recovery and keys give it tasks of their own.
 * What goes wrong is acted on here and nowhere else.
 */
import type { Cancel } from "../effects/port.ts";
import { isCardStale, writeCard } from "./card.ts";
import { writeCheckpoint } from "./checkpoint.ts";
import { Halted, LogTrouble } from "./deps.ts";
import type { Engine } from "./engine.ts";
import { carryOutErasure } from "./erase.ts";
import { prepareFlight, redirectFlight, sendFlight } from "./flight.ts";
import { isSetUp } from "./head.ts";
import { checkHealth, isLasting } from "./health.ts";
import { fullLevel, isPageFull, sealList, sealPage } from "./pages.ts";
import type { FlushStep, FlushView } from "./plan.ts";
import { planFlush } from "./plan.ts";
import { createTopic } from "./topics.ts";
import { TransportError } from "./transport.ts";

/** A log that stopped looks again so often whether its group was mended. */
const LOOK_AGAIN_MS = 60_000;
/** After a step that failed for no reason that is known. */
const AFTER_FAILURE_MS = 15_000;
/** A card that cannot be written (the owner blocked the bot) is tried again after this. */
const CARD_AGAIN_MS = 10 * 60_000;

export class Flusher {
  readonly #engine: Engine;
  readonly #tasks: (() => Promise<void>)[] = [];
  #running: Promise<void> | null = null;
  #wakeUp: (() => void) | null = null;
  #isStopping = false;
  /** Something changed since the last look: an idle turn is not the end. */
  #isNews = false;
  #lastSegmentAt = 0;
  #cardNotBefore = 0;
  /** A flight that this process did not frame may stand in the group already. */
  #isFlightRepeat = true;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Something changed: look what is to be done. */
  wake(): void {
    if (this.#isStopping) return;
    this.#isNews = true;
    this.#wakeUp?.();
    this.#running ??= this.#run();
  }

  /** Run `task` between two steps, before everything else. Its error is the caller's. */
  run<T>(task: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#isStopping) {
        reject(new Halted("the process is stopping"));
        return;
      }
      this.#tasks.push(() => task().then(resolve, reject));
      this.wake();
    });
  }

  /** Finish the call in flight and nothing after it. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#engine.line.cut();
    this.#wakeUp?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      while (this.#isNews && !this.#isStopping) {
        this.#isNews = false;
        while (!this.#isStopping && (await this.#turn()));
      }
    } catch (error) {
      // Even the cache refused: the next wake tries again.
      this.#trace("log.flusherFailed", error);
    }
    // Nothing waits between the last question and this: news that comes later starts a new run.
    this.#running = null;
    for (const task of this.#isStopping ? this.#tasks.splice(0) : []) void task();
  }

  /** One task or step. False: there is nothing to do. */
  async #turn(): Promise<boolean> {
    const task = this.#tasks.shift();
    if (task) {
      await task();
      return true;
    }
    try {
      const step = planFlush(this.#view(), this.#engine.now);
      if (step.kind === "idle") return await this.#restWhileStopped();
      await this.#carryOut(step);
    } catch (error) {
      await this.#afterFailure(error);
    }
    return true;
  }

  #view(): FlushView {
    const engine = this.#engine;
    const { head, isSettingUp } = engine;
    const checkpointed = head.checkpoint?.explained ?? 0;
    // An unfinished log is set-up's, which may not be under way.
    const isTooEarly = !isSetUp(head) && !isSettingUp;
    return {
      isStopped: engine.isRecovering || engine.blocking.length > 0 || isTooEarly,
      hasFlight: engine.cache.flight() !== null,
      waiting: engine.outbox.waiting,
      waitMs: engine.line.waitMs(),
      callsSpent: engine.line.spent(),
      owed: isSettingUp ? 0 : head.owed,
      lastSegmentAt: this.#lastSegmentAt,
      idsPast: isSettingUp ? 0 : engine.newestSeen - checkpointed,
      isPageFull: isPageFull(engine),
      isLevelFull: fullLevel(engine) !== null,
      hasErasing: head.erasing.length > 0,
      cardIsStale: !isSettingUp && isCardStale(head) && engine.now >= this.#cardNotBefore,
    };
  }

  async #carryOut(step: Exclude<FlushStep, { kind: "idle" }>): Promise<void> {
    const engine = this.#engine;
    switch (step.kind) {
      case "wait":
        return this.#rest(step.ms);
      case "segment":
        if (engine.place(step.topic) === null) await createTopic(engine, step.topic);
        await prepareFlight(engine, step.topic, step.orders);
        this.#isFlightRepeat = false;
        return;
      case "flight":
        return this.#fly();
      case "erase": {
        const [erasure] = engine.head.erasing;
        return erasure ? carryOutErasure(engine, erasure) : undefined;
      }
      case "card":
        return this.#card();
      case "page":
        return sealPage(engine);
      case "list":
        return sealList(engine);
      case "checkpoint":
        return writeCheckpoint(engine);
    }
  }

  async #fly(): Promise<void> {
    const engine = this.#engine;
    const flight = engine.cache.flight();
    if (flight === null) return;
    try {
      await sendFlight(engine, flight, this.#isFlightRepeat);
      this.#lastSegmentAt = engine.now;
    } catch (error) {
      if (!(error instanceof TransportError) || error.fault !== "notFound") throw error;
      // Either the topic is gone, or the chat is: then looking at it says so.
      await checkHealth(engine);
      if (engine.blocking.length > 0) return;
      const threadId = await createTopic(engine, flight.frame.topic);
      redirectFlight(engine, flight, threadId);
    }
  }

  async #card(): Promise<void> {
    try {
      await writeCard(this.#engine);
      this.#engine.onMoved();
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      this.#cardNotBefore = this.#engine.now + CARD_AGAIN_MS;
      const facts = { fault: error.fault, method: error.method };
      this.#engine.deps.effects.trace("warn", "log.cardNotWritten", facts);
    }
  }

  async #afterFailure(error: unknown): Promise<void> {
    const engine = this.#engine;
    if (error instanceof Halted) return;
    if (error instanceof LogTrouble) {
      engine.addTrouble(error.trouble);
      // Whoever opens this log next reads it from Telegram, not from this cache.
      if (isLasting(error.trouble)) engine.save({ ...engine.head, isWhole: false });
      engine.deps.effects.trace("error", "log.stopped", {
        trouble: error.trouble,
        why: error.message,
      });
      return;
    }
    const isTransport = error instanceof TransportError;
    this.#trace("log.stepFailed", error);
    if (isTransport) {
      await checkHealth(engine);
      if (error.fault === "forbidden" && engine.blocking.length === 0) {
        engine.addTrouble("missingRights");
      }
    }
    if (engine.blocking.length === 0) await this.#rest(AFTER_FAILURE_MS);
  }

  /** A log that was stopped by its group looks at it now and then, as long as something waits. */
  async #restWhileStopped(): Promise<boolean> {
    const engine = this.#engine;
    const isMendable = engine.blocking.some(
      (one) => one !== "chainBroken" && one !== "newerFormat",
    );
    if (!isMendable || (engine.outbox.count === 0 && engine.head.owed === 0)) return false;
    await this.#rest(LOOK_AGAIN_MS);
    if (!this.#isStopping) await checkHealth(engine);
    return true;
  }

  #trace(event: string, error: unknown): void {
    this.#engine.deps.effects.trace("error", event, {
      error: error instanceof Error ? error.name : typeof error,
      why: error instanceof Error ? error.message : "",
    });
  }

  /** Wait, unless something new comes first. */
  async #rest(ms: number): Promise<void> {
    if (this.#isStopping) return;
    let cancel: Cancel = () => undefined;
    await new Promise<void>((resolve) => {
      this.#wakeUp = resolve;
      cancel = this.#engine.deps.effects.after(ms, resolve);
    });
    this.#wakeUp = null;
    cancel();
  }
}
