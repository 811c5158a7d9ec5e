/**
 * All that the server says to a person, by key: `text(language, key, parameters)`.
 * A room joins by its two imports and one line in each language below. Keys are flat and dotted,
 * begin with their room's name, and are the same in both languages.
 */
import { api as apiEn } from "./en/api.ts";
import { bot as botEn } from "./en/bot.ts";
import { config as configEn } from "./en/config.ts";
import { doctor as doctorEn } from "./en/doctor.ts";
import { exporting as exportingEn } from "./en/export.ts";
import { leave as leaveEn } from "./en/leave.ts";
import { log as logEn } from "./en/log.ts";
import { notes as notesEn } from "./en/notes.ts";
import { operator as operatorEn } from "./en/operator.ts";
import { settings as settingsEn } from "./en/settings.ts";
import { setup as setupEn } from "./en/setup.ts";
import { status as statusEn } from "./en/status.ts";
import { api } from "./ja/api.ts";
import { bot } from "./ja/bot.ts";
import { config } from "./ja/config.ts";
import { doctor } from "./ja/doctor.ts";
import { exporting } from "./ja/export.ts";
import { leave } from "./ja/leave.ts";
import { log } from "./ja/log.ts";
import { notes } from "./ja/notes.ts";
import { operator } from "./ja/operator.ts";
import { settings } from "./ja/settings.ts";
import { setup } from "./ja/setup.ts";
import { status } from "./ja/status.ts";
import { makeText } from "./text.ts";

export { type Language, languageOf } from "./text.ts";

export const ja = {
  ...api,
  ...bot,
  ...config,
  ...doctor,
  ...exporting,
  ...leave,
  ...log,
  ...notes,
  ...operator,
  ...settings,
  ...setup,
  ...status,
} as const;

export const en = {
  ...apiEn,
  ...botEn,
  ...configEn,
  ...doctorEn,
  ...exportingEn,
  ...leaveEn,
  ...logEn,
  ...notesEn,
  ...operatorEn,
  ...settingsEn,
  ...setupEn,
  ...statusEn,
} as const;

/** A key that stands for one sentence. */
export type TextKey = keyof typeof ja;

/** The sentence of `key` in `language`; its parameters are asked for by the compiler. */
export const text = makeText(ja, en);
