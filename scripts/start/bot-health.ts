/** What the running bot says of itself at /health, asked with the token that its secret gives. */
import * as v from "valibot";
import { healthToken } from "../../bot/http/health.ts";

const ASK_MS = 3000;

const health = v.object({
  logCount: v.number(),
  recordsDurable: v.number(),
  /** Sealed notes that the Mini App was given since the bot started. */
  notesHandedOut: v.optional(v.number(), 0),
  logs: v.array(
    v.object({
      condition: v.string(),
      recordsDurable: v.number(),
      envelopesWaiting: v.number(),
    }),
  ),
});

export type BotHealth = v.InferOutput<typeof health>;

/** Null while the bot does not answer, or not in time. */
export async function askHealth(origin: string, secret: string): Promise<BotHealth | null> {
  const token = healthToken(new Uint8Array(Buffer.from(secret, "base64")));
  try {
    const response = await fetch(`${origin}/health?detail`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(ASK_MS),
    });
    const parsed = v.safeParse(health, await response.json());
    return parsed.success ? parsed.output : null;
  } catch {
    // Not up, or not yet: exactly what null says.
    return null;
  }
}
