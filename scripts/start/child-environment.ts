/** The environment of the two children: what the machine has, and exactly the settings meant. */
import type { SettingName } from "../../bot/config.ts";
import { settingNames } from "../../bot/config.ts";
import type { LocalSettings } from "./local-settings.ts";

export type ChildEnvironment = Readonly<Record<string, string | undefined>>;

/** An empty setting counts as one that is not set, and hides what a settings file says. */
export function botEnvironment(
  settings: LocalSettings,
  cacheFolder: string,
  operatorId: number,
  machine: ChildEnvironment = process.env,
): ChildEnvironment {
  const none = Object.fromEntries(settingNames.map((name) => [name, ""]));
  const telegram = `http://127.0.0.1:${settings.telegramPort}`;
  const own: Partial<Record<SettingName, string>> = {
    BOT_TOKEN: settings.botToken,
    PUBLIC_URL: `http://127.0.0.1:${settings.botPort}`,
    LIBRAL_SECRET: settings.secret,
    DATA_DIR: cacheFolder,
    HOST: "127.0.0.1",
    PORT: String(settings.botPort),
    OPERATOR_USER_ID: String(operatorId),
    API_ROOT: telegram,
    LOCAL_TELEGRAM_ORIGIN: telegram,
    UPDATES: "polling",
  };
  return { ...machine, ...none, ...own };
}

/** The local Telegram knows nothing of the bot, so it is told none of the bot's settings. */
export function telegramEnvironment(
  controlToken: string,
  machine: ChildEnvironment = process.env,
): ChildEnvironment {
  const names = new Set<string>(settingNames);
  const others = Object.entries(machine).filter(([name]) => !names.has(name));
  // Not an argument: those can be read by every user of the machine.
  return { ...Object.fromEntries(others), TELEGRAM_CONTROL_TOKEN: controlToken };
}
