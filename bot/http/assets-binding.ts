/** Reads the built Mini App from the ASSETS binding of a Worker. */
import type { AssetReader } from "./assets.ts";

/** The part of Cloudflare's Fetcher that is used here. */
export interface AssetsBinding {
  fetch(request: Request): Promise<Response>;
}

/** A reader of the uploaded dist/miniapp. Throws when the binding answers neither 200 nor 404. */
export function bindingAssets(binding: AssetsBinding): AssetReader {
  return async (path) => {
    // The binding redirects `/index.html` to `/`: ask for what it answers directly.
    const name = path === "index.html" ? "" : path;
    const response = await binding.fetch(new Request(`https://assets.invalid/${name}`));
    if (response.status === 404) return null;
    if (!response.ok) throw new Error(`assets binding answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
}
