/** Modules come, fail, go and are replaced; afterwards no effect is left in any scope. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FakeEffects } from "../effects/fake.ts";
import { fakeEffects } from "../effects/fake.ts";
import type { OwnerLog } from "../logserver/port.ts";
import { Kernel } from "./kernel.ts";
import type { Capability, IncomingMessage, Module, ModuleHost, Turn } from "./module.ts";

const all: readonly Capability[] = ["chat.command", "chat.message", "chat.button", "schedule"];
const description = { ja: "せつめい", en: "description" };

const message: IncomingMessage = {
  messageId: 7,
  at: 0,
  editedAt: 0,
  text: "hello",
  files: [],
  albumId: null,
  otherKind: null,
  isForwarded: false,
  forwardedFrom: null,
};

function aTurn(said: string[] = [], log: OwnerLog | null = null): Turn {
  const nothing = () => Promise.resolve();
  return {
    person: { userId: 5, language: "ja" },
    log,
    reply: ({ text }) => {
      said.push(text);
      return Promise.resolve({ messageId: 1 });
    },
    replyDocument: nothing,
    react: nothing,
    deleteMessage: () => Promise.resolve(true),
    edit: nothing,
    notice: nothing,
    showWorking: nothing,
  };
}

function aModule(
  id: string,
  activate: (host: ModuleHost) => void | Promise<void>,
  options: { capabilities?: readonly Capability[]; needs?: readonly string[] } = {},
): Module {
  const { capabilities = all, needs = [] } = options;
  return { manifest: { id, version: "1.0.0", capabilities, needs }, activate };
}

/** Answers `/name` with `answer`. */
function answering(id: string, answer: string, needs: readonly string[] = []): Module {
  return aModule(
    id,
    (host) => {
      host.onCommand({ name: id, description }, async (turn) => {
        await turn.reply({ text: answer });
      });
    },
    { needs },
  );
}

describe("the kernel", () => {
  let effects: FakeEffects;
  let kernel: Kernel;

  beforeEach(() => {
    effects = fakeEffects();
    kernel = new Kernel(effects);
  });

  afterEach(async () => {
    await kernel.registry.close();
    expect(kernel.registry.statuses().flatMap((status) => status.effects)).toEqual([]);
    expect(kernel.commands()).toEqual([]);
    expect(effects.pendingTimers()).toBe(0);
  });

  const states = () =>
    Object.fromEntries(kernel.registry.statuses().map(({ id, state }) => [id, state]));
  const say = async (command: string): Promise<string[] | null> => {
    const said: string[] = [];
    return (await kernel.command(command, "", () => aTurn(said))) ? said : null;
  };

  test("activates modules after what they need, and dispatches to them", async () => {
    kernel.registry.register(answering("export", "exported", ["status"]));
    kernel.registry.register(answering("status", "fine"));
    expect(states()).toEqual({ export: "pending", status: "pending" });
    await kernel.registry.activateAll();
    expect(states()).toEqual({ export: "active", status: "active" });
    expect(kernel.commands().map(({ name }) => name)).toEqual(["status", "export"]);
    expect(await say("status")).toEqual(["fine"]);
    expect(await say("unknown")).toBeNull();
  });

  test("a failing activation is undone and harms no other", async () => {
    kernel.registry.register(
      aModule("broken", (host) => {
        host.onCommand({ name: "half", description }, () => Promise.resolve());
        host.every(1000, () => Promise.resolve());
        throw new Error("no such setting");
      }),
    );
    kernel.registry.register(answering("after", "late", ["broken"]));
    kernel.registry.register(answering("status", "fine"));
    await kernel.registry.activateAll();
    expect(states()).toEqual({ broken: "failed", after: "failed", status: "active" });
    expect(kernel.registry.statuses().map(({ why }) => why)).toEqual([
      "no such setting",
      "needs broken, which is not active",
      null,
    ]);
    expect(await say("half")).toBeNull();
    expect(await say("status")).toEqual(["fine"]);
    expect(effects.pendingTimers()).toBe(0);
  });

  test("refuses a second module of the same id, and a second holder of a command", async () => {
    kernel.registry.register(answering("status", "fine"));
    expect(() => kernel.registry.register(answering("status", "again"))).toThrow(
      "module status is registered already",
    );
    kernel.registry.register(
      aModule("thief", (host) => {
        host.onCommand({ name: "status", description }, () => Promise.resolve());
      }),
    );
    await kernel.registry.activateAll();
    expect(states()).toEqual({ status: "active", thief: "failed" });
    expect(await say("status")).toEqual(["fine"]);
  });

  test("deactivating takes along what needs the module", async () => {
    kernel.registry.register(answering("status", "fine"));
    kernel.registry.register(answering("export", "exported", ["status"]));
    await kernel.registry.activateAll();
    await kernel.registry.deactivate("status");
    expect(states()).toEqual({ status: "inactive", export: "inactive" });
    expect(await say("status")).toBeNull();
    await kernel.registry.activateAll();
    expect(await say("export")).toEqual(["exported"]);
  });

  test("replacing loses no command in between", async () => {
    kernel.registry.register(answering("status", "old"));
    kernel.registry.register(answering("export", "exported", ["status"]));
    await kernel.registry.activateAll();
    const replaced = kernel.registry.replace(answering("status", "new"));
    expect(await say("status")).toEqual(["new"]);
    await replaced;
    expect(states()).toEqual({ status: "active", export: "active" });
  });

  test("a replacement that fails brings the old module back and says why", async () => {
    kernel.registry.register(answering("status", "old"));
    await kernel.registry.activateAll();
    const broken = aModule("status", () => Promise.reject(new Error("cannot start")));
    await expect(kernel.registry.replace(broken)).rejects.toThrow(
      "module status was not replaced: cannot start",
    );
    expect(await say("status")).toEqual(["old"]);
  });

  test("the first module that keeps a message ends the round", async () => {
    const heard: string[] = [];
    for (const [id, keeps] of [
      ["deaf", false],
      ["notes", true],
      ["late", true],
    ] as const) {
      kernel.registry.register(
        aModule(id, (host) => {
          host.onMessage(async () => {
            heard.push(id);
            return keeps;
          });
        }),
      );
    }
    await kernel.registry.activateAll();
    expect(await kernel.message(message, () => aTurn())).toBe(true);
    expect(heard).toEqual(["deaf", "notes"]);
  });

  test("a button goes to the module that made it, and to no other", async () => {
    const pressed: string[] = [];
    kernel.registry.register(
      aModule("notes", (host) => {
        host.onButton("delete", async (_turn, argument, messageId) => {
          pressed.push(`${argument} ${messageId}`);
        });
      }),
    );
    await kernel.registry.activateAll();
    const press = { moduleId: "notes", action: "delete", argument: "12" };
    expect(await kernel.button(press, 9, () => aTurn())).toBe(true);
    expect(await kernel.button({ ...press, moduleId: "other" }, 9, () => aTurn())).toBe(false);
    expect(await kernel.button({ ...press, action: "keep" }, 9, () => aTurn())).toBe(false);
    expect(pressed).toEqual(["12 9"]);
  });

  test("what the manifest does not name is refused, with the name of the capability", async () => {
    kernel.registry.register(
      aModule("notes", (host) => void host.onMessage(() => Promise.resolve(true)), {
        capabilities: ["chat.command"],
      }),
    );
    await kernel.registry.activateAll();
    expect(kernel.registry.statuses()[0]?.why).toBe(
      "module notes uses onMessage but does not name the capability chat.message",
    );
  });

  test("the log of a turn does only what the manifest names, and never what no module may", async () => {
    const calls: string[] = [];
    // The guard is what is tested: of the log it needs these three methods, which it may not reach.
    const log = {
      ownerId: 5,
      segments: () => calls.push("segments"),
      append: () => calls.push("append"),
      retire: () => calls.push("retire"),
    } as unknown as OwnerLog;
    let tried: readonly string[] = [];
    kernel.registry.register(
      aModule(
        "export",
        (host) => {
          host.onCommand({ name: "export", description }, async (turn) => {
            tried = [
              attempt(() => turn.log?.segments(1, 2)),
              attempt(() => turn.log?.append("notes", "owner", [])),
              attempt(() => turn.log?.retire()),
            ];
          });
        },
        { capabilities: ["chat.command", "log.read"] },
      ),
    );
    await kernel.registry.activateAll();
    await kernel.command("export", "", () => aTurn([], log));
    expect(tried).toEqual([
      "ok",
      "module export uses log.append but does not name the capability log.append",
      "module export uses log.retire, which no module may",
    ]);
    expect(calls).toEqual(["segments"]);
  });

  test("a schedule repeats until its module goes, and survives its own errors", async () => {
    let runs = 0;
    kernel.registry.register(
      aModule("tidy", (host) => {
        host.every(1000, async () => {
          runs += 1;
          if (runs === 1) throw new Error("first time fails");
        });
      }),
    );
    await kernel.registry.activateAll();
    await effects.advance(3500);
    expect(runs).toBe(3);
    expect(effects.traces.map(({ event }) => event)).toContain("module.schedule.failed");
    await kernel.registry.deactivate("tidy");
    await effects.advance(5000);
    expect(runs).toBe(3);
  });

  test("a single timer fires once, is no effect afterwards, and can be undone before", async () => {
    const fired: string[] = [];
    kernel.registry.register(
      aModule("notes", (host) => {
        host.after(1000, async () => void fired.push("kept"));
        const undo = host.after(1000, async () => void fired.push("undone"));
        void undo();
      }),
    );
    await kernel.registry.activateAll();
    await effects.advance(2000);
    expect(fired).toEqual(["kept"]);
    expect(kernel.registry.statuses()[0]?.effects).toEqual([]);
  });

  test("a module's own undo runs when it goes, and its error is traced", async () => {
    kernel.registry.register(
      aModule("notes", (host) => {
        host.onDeactivate(() => {
          throw new Error("stuck");
        });
      }),
    );
    await kernel.registry.activateAll();
    await kernel.registry.deactivate("notes");
    expect(effects.traces.at(-1)).toMatchObject({
      event: "module.undo.failed",
      facts: { module: "notes", error: "Error: stuck" },
    });
  });
});

function attempt(run: () => unknown): string {
  try {
    run();
    return "ok";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
