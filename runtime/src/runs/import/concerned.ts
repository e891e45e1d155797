// Whom a name that an object no longer has concerns: who refers to it by that name, who wants the name or one below it,
// and the object above. Synchronisation sees only the new name, so the import says it (engine specification, section 7).
import { belowName } from '../../engine/index.js';
import type { Mark, ObjectChange, Store } from '../../store/index.js';
import { dnKey, parentDn, refByName, SEPARATOR } from '../../values/index.js';

/** Marks for everything that has to do with the former names of objects that this page renames. */
export const concernedByRenames = async (
  store: Store,
  connector: string,
  changes: readonly ObjectChange[],
): Promise<readonly Mark[]> => {
  const former = changes.flatMap(({ before, after }) =>
    before?.name !== undefined && after.name !== before.name ? [dnKey(before.name)] : [],
  );
  if (former.length === 0) return [];
  const keyed = (texts: readonly string[]): readonly string[] => texts.map((text) => connector + SEPARATOR + text);
  const parents = former.flatMap((name) => parentDn(name) ?? []);
  const { referrers, claims, names } = await store.load({
    referrers: keyed(former.map(refByName)),
    claims: keyed([...former, ...former.map(belowName)]),
    names: keyed(parents),
  });
  return [
    ...[...referrers.values(), ...names.values()].flat().map((object): Mark => ({ object })),
    ...[...claims.values()].flat().map((mv): Mark => ({ mv })),
  ];
};
