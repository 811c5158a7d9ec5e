/** Writes .env.example anew from what the settings are: `npx tsx scripts/doctor/env-example.ts`. */
import { writeFileSync } from "node:fs";
import { formatEnvExample } from "../../bot/config-help.ts";

writeFileSync(new URL("../../.env.example", import.meta.url), formatEnvExample());
