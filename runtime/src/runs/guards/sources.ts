// How large the sources are: the connectors whose objects make metaverse objects.
import type { Space } from '../space.js';

/** Objects by connector, those that are gone left out. */
export type Sources = Readonly<Record<string, number>>;

/** Counts the objects of all types that a rule projects. */
export const sourcesOf = async ({ plan, store }: Space): Promise<Sources> => {
  const projecting = new Set(
    plan.rules.flatMap((rule) => (rule.direction === 'inbound' && rule.project !== undefined ? [rule.csType] : [])),
  );
  const { objects } = await store.counts();
  const sizes = new Map<string, number>();
  for (const type of [...projecting].sort()) {
    const [connector = ''] = type.split('.');
    sizes.set(connector, (sizes.get(connector) ?? 0) + (objects[type] ?? 0));
  }
  return Object.fromEntries(sizes);
};
