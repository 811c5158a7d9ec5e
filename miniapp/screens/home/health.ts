/** How the log server is, in one of a few words: what the home screen says first. Pure. */
import type { LogAnswer } from "../../../shared/contract/api.ts";
import type { ChainProgress } from "../../data/log/chain-watch.ts";

export type Health =
  | { readonly kind: "good" }
  | { readonly kind: "offline" }
  | { readonly kind: "recovering" }
  /** Something in the group must be mended by the owner. */
  | { readonly kind: "stopped"; readonly troubles: readonly string[] }
  /** What the server shows does not fit to what this device verified before. */
  | { readonly kind: "refused"; readonly refusal: "shrunken" | "forked" }
  | { readonly kind: "flaw"; readonly sequence: number };

/** The worst comes first: a rewritten log matters more than a missing right, that more than a gap. */
export function healthOf(
  condition: LogAnswer["condition"] | null,
  troubles: readonly string[],
  chain: ChainProgress | null,
  isOnline: boolean,
): Health {
  if (chain?.refusal) return { kind: "refused", refusal: chain.refusal };
  if (chain?.flaw) return { kind: "flaw", sequence: chain.flaw.sequence };
  if (condition === "stopped" || troubles.length > 0) return { kind: "stopped", troubles };
  if (!isOnline) return { kind: "offline" };
  if (condition === "recovering") return { kind: "recovering" };
  return { kind: "good" };
}
