/**
 * How the group is: what is switched on or off there that harms the log. Asked when a log wakes,
 * when somebody looks at its status, and when a call was refused.
 */
import type { Engine } from "./engine.ts";
import type { TroubleCode } from "./port.ts";
import type { ChatView, LogTransport } from "./transport.ts";
import { TransportError } from "./transport.ts";

/** Whether only reading the log again can mend it; looking at the group does not. */
export function isLasting(trouble: TroubleCode): boolean {
  return trouble === "chainBroken" || trouble === "newerFormat";
}

/**
 * Look at the group and set the log's troubles to what is there. A lack of rights does not show
 * in a chat: it is forgotten here, and found again by the next call that is refused. Silence of
 * Telegram changes nothing.
 */
export async function checkHealth(engine: Engine): Promise<void> {
  const found = await lookAt(engine, engine.deps.transport, engine.head.chatId);
  if (found === "silent") return;
  if ("view" in found) engine.title = found.view.title;
  engine.setTroubles([...[...engine.troubles].filter(isLasting), ...found.troubles]);
}

/** What of a group's settings is wrong for a log. */
function troublesOf(view: ChatView): readonly TroubleCode[] {
  const troubles: TroubleCode[] = [];
  if (!view.isForum) troubles.push("notForum");
  if (view.isPublic) troubles.push("groupPublic");
  if (view.autoDeleteSeconds > 0) troubles.push("autoDelete");
  if (view.hasProtectedContent) troubles.push("protectedContent");
  return troubles;
}

/** What an error about a chat as a whole means; null: it does not say that the chat is gone. */
export function troubleOfError(error: unknown): TroubleCode | null {
  if (!(error instanceof TransportError)) return null;
  if (error.fault === "notFound") return "groupGone";
  if (error.fault !== "forbidden") return null;
  return error.description.includes("deleted") ? "groupGone" : "notMember";
}

type Look =
  | "silent"
  | { readonly view: ChatView; readonly troubles: readonly TroubleCode[] }
  | { readonly troubles: readonly TroubleCode[] };

async function lookAt(engine: Engine, transport: LogTransport, chatId: number): Promise<Look> {
  try {
    const view = await engine.line.once("free", () => transport.getChat(chatId));
    return { view, troubles: troublesOf(view) };
  } catch (error) {
    const trouble = troubleOfError(error);
    if (trouble !== null) return { troubles: [trouble] };
    if (error instanceof TransportError) return "silent";
    throw error;
  }
}
