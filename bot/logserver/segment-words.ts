/**
 * Title and tags of a segment in its log: the owner's language, and blinded tags where the owner
 * chose them (`hashtags: "blind"` in the settings).
 */

import type { Frame } from "../../shared/log/types.ts";
import { keyOf } from "./derive.ts";
import type { Engine } from "./engine.ts";
import { segmentWords } from "./words.ts";

/** `kinds`: of the records inside, as far as the bot knows them. */
export function segmentTitle(
  engine: Engine,
  frame: Pick<Frame, "topic" | "at" | "envelopes">,
  kinds: readonly string[],
): { readonly title: string; readonly hashtags: string } {
  const { head, deps } = engine;
  const isBlind = head.state.settings.hashtags === "blind";
  return segmentWords({
    language: head.language,
    topic: frame.topic,
    envelopes: frame.envelopes.length,
    kinds,
    at: frame.at,
    blindKey: isBlind ? keyOf(deps.secret, "hashtag", head.log) : null,
  });
}
