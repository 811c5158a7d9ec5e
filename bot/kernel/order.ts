/**
 * In which order modules are activated: what a module needs comes before it. A pure decision;
 * registry.ts carries it out.
 */
import type { ModuleManifest } from "./module.ts";

export interface ActivationOrder {
  /** Ids, what is needed first; otherwise in the order given. */
  readonly order: readonly string[];
  /** Ids that cannot be activated, with the reason as a phrase that names the modules. */
  readonly refused: ReadonlyMap<string, string>;
}

export function activationOrder(manifests: readonly ModuleManifest[]): ActivationOrder {
  const byId = new Map(manifests.map((manifest) => [manifest.id, manifest]));
  const order: string[] = [];
  const refused = new Map<string, string>();

  const visit = (id: string, path: readonly string[]): void => {
    if (order.includes(id) || refused.has(id)) return;
    if (path.includes(id)) {
      const cycle = path.slice(path.indexOf(id));
      const reason = `needs itself: ${[...cycle, id].join(" needs ")}`;
      for (const member of cycle) refused.set(member, reason);
      return;
    }
    for (const need of byId.get(id)?.needs ?? []) {
      if (byId.has(need)) visit(need, [...path, id]);
      else refused.set(id, `needs ${need}, which is not there`);
      if (refused.has(id)) return;
      if (refused.has(need)) {
        refused.set(id, `needs ${need}, which cannot be activated`);
        return;
      }
    }
    order.push(id);
  };

  for (const manifest of manifests) visit(manifest.id, []);
  return { order, refused };
}

/** Everything that needs `id`, directly or not, what is needed first; without `id` itself. */
export function dependentsOf(manifests: readonly ModuleManifest[], id: string): readonly string[] {
  const dependents = new Set<string>([id]);
  let size = 0;
  while (size !== dependents.size) {
    size = dependents.size;
    for (const manifest of manifests) {
      if (manifest.needs?.some((need) => dependents.has(need))) dependents.add(manifest.id);
    }
  }
  dependents.delete(id);
  return activationOrder(manifests).order.filter((member) => dependents.has(member));
}
