/**
 * What a local Libral keeps between runs beside its two data folders: ports (or the browser would
 * lose the Mini App's key, which belongs to the address), secret and tokens. It is not part of
 * the cache, so deleting the cache leaves it alone.
 */
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { chooseFreePorts } from "./ports.ts";
import { StartFailed } from "./say.ts";

const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));

const localSettings = v.object({
  version: v.literal(1),
  /** The page of the local Telegram, and its Bot API. */
  telegramPort: port,
  /** The bot: Mini App and API. */
  botPort: port,
  /** Where `npm run forget` and the guide reach the supervisor. */
  supervisorPort: port,
  /** LIBRAL_SECRET of the bot. */
  secret: v.pipe(v.string(), v.base64()),
  botToken: v.string(),
  /** Opens the control API of the local Telegram. */
  telegramToken: v.pipe(v.string(), v.minLength(32)),
  /** Opens the supervisor's desk. */
  supervisorToken: v.pipe(v.string(), v.minLength(32)),
});

export type LocalSettings = v.InferOutput<typeof localSettings>;

export function settingsPath(folder: string): string {
  return join(folder, "local.json");
}

/** What an earlier run left; null when there was none. Throws StartFailed when it is damaged. */
export function readLocalSettings(folder: string): LocalSettings | null {
  const path = settingsPath(folder);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), localSettings), text);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const where = issue.path?.map(({ key }) => key).join(".") ?? "its JSON";
  throw new StartFailed(
    `${path} is damaged (${where}). Mend it; or delete the folder ${folder} to begin anew, and with it the local Telegram and everything in it.`,
  );
}

/** Settings of a first run: free ports, fresh secrets. Written before anybody uses them. */
export async function createLocalSettings(folder: string): Promise<LocalSettings> {
  const [telegramPort = 0, botPort = 0, supervisorPort = 0] = await chooseFreePorts(3);
  const settings: LocalSettings = {
    version: 1,
    telegramPort,
    botPort,
    supervisorPort,
    secret: randomBytes(32).toString("base64"),
    botToken: `7000000001:AA${randomBytes(24).toString("base64url")}`,
    telegramToken: randomBytes(24).toString("hex"),
    supervisorToken: randomBytes(24).toString("hex"),
  };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = settingsPath(folder);
  writeFileSync(`${path}.new`, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  // If we die here, the next run draws others: nothing has used these yet.
  renameSync(`${path}.new`, path);
  return settings;
}
