/**
 * A Worker that runs the storage contract inside a Durable Object: one object a case, so that
 * each begins empty. Only for the test of the durable adapter.
 */
import type { DurableObjectNamespace, DurableObjectState } from "@cloudflare/workers-types";
import { storageContract } from "../../bot/storage/contract.ts";
import { durableStorage } from "../../bot/storage/durable.ts";

export class ContractObject {
  constructor(private readonly state: DurableObjectState) {}

  fetch(request: Request): Response {
    const index = Number(new URL(request.url).searchParams.get("case"));
    try {
      storageContract[index]?.check(durableStorage(this.state.storage));
      return new Response("kept");
    } catch (error) {
      return new Response(String(error), { status: 500 });
    }
  }
}

export default {
  fetch(request: Request, env: { readonly CONTRACT: DurableObjectNamespace }) {
    const object = env.CONTRACT.get(env.CONTRACT.idFromName(request.url));
    return object.fetch(request.url);
  },
};
