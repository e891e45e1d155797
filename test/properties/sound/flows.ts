// Whether flows give a value where the checker has proven that they do: each flow of each rule that applies is heard.
import type { Compilation } from '@syncrule/compiler/workspace';
import { type Explanations, examineFully } from '@syncrule/runtime/explain';
import { ruleId } from '@syncrule/runtime/plan';
import type { Records } from '../../support/snapshot.js';
import type { World } from '../../support/world.js';

export interface Heard {
  readonly faults: readonly string[];
  /** Flows that are proven to give a value, and gave one. */
  readonly proven: number;
  /** Flows that are not, and gave none. */
  readonly absent: number;
}

export const judgeFlows = async (
  { checked }: Compilation,
  world: World,
  { mvs, errors, objects }: Records,
  at: number,
): Promise<Heard> => {
  const certain = new Set<string>();
  for (const { plan, flows } of checked.rules)
    for (const flow of flows) if (flow.certain && !flow.mayKeep) certain.add(`${ruleId(plan)} ${flow.plan.target}`);
  const references = referencesOf(world);
  const failed = new Set(errors.flatMap(({ unit }) => ('mv' in unit ? [unit.mv] : [])));
  const failedObjects = new Set(errors.flatMap(({ unit }) => ('object' in unit ? [unit.object] : [])));
  const found = { faults: [] as string[], proven: 0, absent: 0 };
  for (const mv of mvs) {
    // An error leaves absent what it stopped (P6).
    const members = objects.filter(({ link }) => link?.mv === mv.id);
    if (failed.has(mv.id) || members.some(({ id }) => failedObjects.has(id))) continue;
    const { attributes, slots } = await examineFully(world.store, world.machine, { mv }, at);
    const sides: readonly (readonly [string, Explanations])[] = [
      [mv.type, attributes],
      ...slots.map((slot) => [`${slot.object.connector}.${slot.object.type}`, slot.attributes] as const),
    ];
    for (const [type, explanations] of sides)
      for (const { attribute, explanation } of explanations)
        for (const { rule, verdict } of explanation.voices) {
          // What is referred to may stand for nothing on the other side (9.10).
          if (references.has(`${type}.${attribute}`)) continue;
          const isCertain = certain.has(`${rule} ${attribute}`);
          if (isCertain && (verdict === 'won' || verdict === 'outranked')) found.proven += 1;
          if (verdict !== 'absent') continue;
          if (isCertain) found.faults.push(`${rule} gives ${type}.${attribute} of ${mv.key} nothing`);
          else found.absent += 1;
        }
  }
  return found;
};

const referencesOf = ({ plan }: World): ReadonlySet<string> => {
  const types = [
    ...plan.metaverse.map(({ name, attributes }) => ({ name, attributes })),
    ...plan.connectors.flatMap((connector) =>
      connector.types.map(({ name, attributes }) => ({ name: `${connector.name}.${name}`, attributes })),
    ),
  ];
  return new Set(
    types.flatMap(({ name, attributes }) =>
      attributes.flatMap((each) => (each.type.scalar === 'ref' ? [`${name}.${each.name}`] : [])),
    ),
  );
};
