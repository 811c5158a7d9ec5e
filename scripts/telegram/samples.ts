/**
 * The people that a new local Telegram starts with. Bots are made by whoever brings one.
 */
import type { Engine } from "./engine.ts";

/** Three persons: an owner, somebody who reads English, and an operator. */
export function createSamples(engine: Engine): void {
  engine.commit("createPerson", {
    firstName: "花",
    username: "hana",
    languageCode: "ja",
    role: "オーナー",
  });
  engine.commit("createPerson", {
    firstName: "健",
    username: "ken",
    languageCode: "en",
    role: "English",
  });
  engine.commit("createPerson", {
    firstName: "司",
    username: "tsukasa",
    languageCode: "ja",
    role: "運営者",
  });
}
