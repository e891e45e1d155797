// Which metaverse attributes depend on more than the objects that are joined: on other objects' links and values.
import type { PlanFunction, PlanMvType } from '../../plan/index.js';
import { collectReads, noReads } from './reads.js';

/** References, what is read through them, and what is derived from those, by name. Attributes come in the order of their arrows. */
export const relationalAttributes = (
  type: PlanMvType,
  functions: ReadonlyMap<string, PlanFunction>,
): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const attribute of type.attributes) {
    if (attribute.type.scalar === 'ref') found.add(attribute.name);
    if (attribute.derived === undefined) continue;
    const reads = collectReads(attribute.derived, { lets: new Map(), functions }, noReads());
    if (reads.relational || [...reads.source].some((name) => found.has(name))) found.add(attribute.name);
  }
  return found;
};
