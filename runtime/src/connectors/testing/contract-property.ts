// Random operations on a connector and on a plain model of its system: both must end the same.
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Connector, ExportOutcome, ExportRequest } from '../port.js';
import { exportAll } from './collect.js';
import { addOf, deleteOf, seen, updateOf } from './contract-requests.js';
import { type ContractSystem, completed, type ModelValues } from './system.js';

type Operation =
  | { readonly kind: 'add'; readonly key: string; readonly values: ModelValues }
  | { readonly kind: 'set'; readonly key: string; readonly values: ModelValues }
  | {
      readonly kind: 'edit';
      readonly key: string;
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  | { readonly kind: 'rename'; readonly key: string; readonly newKey: string }
  | { readonly kind: 'delete'; readonly key: string };

const key = fc.constantFrom('a', 'b, c', 'd+e"f', '#g', '\u00fc\\h');
const text = fc.constantFrom('x', 'y', 'z z', ' lead', 'semi;colon', '\u00e9\n2');
const values = fc.record(
  { displayName: text, description: fc.uniqueArray(text, { minLength: 1, maxLength: 3 }), manager: key },
  { requiredKeys: [] },
);

/** For any list of operations, the system holds what the model holds, and every outcome is the one that the model has. */
export const propertyOf = (connector: Connector, system: ContractSystem): fc.IAsyncProperty<[readonly Operation[]]> =>
  fc.asyncProperty(fc.array(operation(system.named), { maxLength: 12 }), async (operations) => {
    await system.fill([]);
    const model = new Map<string, ModelValues>();
    const anchors = new Map<string, string>();
    for (const one of operations) {
      const expected = applied(model, one);
      const [outcome] = await exportAll(connector, [requestOf(one, anchors, system)]);
      expect({ one, outcome: outcome && verdict(outcome) }).toEqual({ one, outcome: expected });
      if (expected === 'applied') await noteAnchor(one, outcome, anchors, connector, system);
    }
    const objects = [...model].map(([id, of]) => [`person ${id}`, sorted(of)] as const);
    expect((await seen(connector, system)).objects).toEqual(new Map(objects));
  });

/** At least one, since nobody sends an update of nothing. */
const some = fc.record(
  { displayName: text, description: fc.uniqueArray(text, { minLength: 1, maxLength: 3 }), manager: key },
  { requiredKeys: ['displayName'] },
);

const operation = (named: boolean): fc.Arbitrary<Operation> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('add' as const), key, values }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('set' as const), key, values: some }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('edit' as const),
        key,
        added: fc.uniqueArray(text, { maxLength: 2 }),
        removed: fc.uniqueArray(text, { minLength: 1, maxLength: 2 }),
      }),
    },
    {
      weight: named ? 1 : 0,
      arbitrary: fc
        .record({ kind: fc.constant('rename' as const), key, newKey: key })
        .filter((one) => one.newKey !== one.key),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), key }) },
  );

type Verdict = 'applied' | 'exists' | 'missing';

const verdict = (outcome: ExportOutcome): string => (outcome.kind === 'failed' ? outcome.reason : outcome.kind);

/** What the operation does to the model. */
function applied(model: Map<string, ModelValues>, one: Operation): Verdict {
  const before = model.get(one.key);
  if (one.kind === 'add') {
    if (before !== undefined) return 'exists';
    model.set(one.key, completed({ type: 'person', key: one.key, values: one.values }));
    return 'applied';
  }
  if (before === undefined) return 'missing';
  if (one.kind === 'delete') {
    model.delete(one.key);
  } else if (one.kind === 'set') {
    model.set(one.key, { ...before, ...one.values });
  } else if (one.kind === 'edit') {
    model.set(one.key, edited(before, one));
  } else {
    if (one.newKey !== one.key && model.has(one.newKey)) return 'exists';
    model.delete(one.key);
    model.set(one.newKey, { ...before, uid: one.newKey });
  }
  return 'applied';
}

function edited(before: ModelValues, { added, removed }: Operation & { readonly kind: 'edit' }): ModelValues {
  const { description = [], ...rest } = before;
  const kept = [...(description as readonly string[])].filter((one) => !removed.includes(one));
  const after = [...new Set([...kept, ...added.filter((one) => !removed.includes(one))])];
  return after.length === 0 ? rest : { ...rest, description: after };
}

function requestOf(one: Operation, anchors: ReadonlyMap<string, string>, system: ContractSystem): ExportRequest {
  const known = new Map([[`person ${one.key}`, '00000000-0000-4000-8000-000000000000'], ...anchors]);
  switch (one.kind) {
    case 'add':
      return addOf({ type: 'person', key: one.key, values: one.values }, system);
    case 'delete':
      return deleteOf(one.key, known, system);
    case 'set':
      return updateOf(one.key, known, one.values, system);
    case 'edit': {
      const added = one.added.filter((value) => !one.removed.includes(value));
      return {
        ...updateOf(one.key, known, {}, system),
        changes: [{ attribute: 'description', added, removed: [...one.removed] }],
      };
    }
    case 'rename':
      return { ...updateOf(one.key, known, {}, system), newName: system.nameOf('person', one.newKey) };
  }
}

async function noteAnchor(
  one: Operation,
  outcome: ExportOutcome | undefined,
  anchors: Map<string, string>,
  connector: Connector,
  system: ContractSystem,
): Promise<void> {
  const id = `person ${one.key}`;
  if (one.kind === 'add') {
    const told = outcome?.kind === 'applied' ? outcome.anchor : undefined;
    const anchor = told ?? (await seen(connector, system)).anchors.get(id);
    if (anchor !== undefined) anchors.set(id, anchor);
  } else if (one.kind === 'delete') {
    anchors.delete(id);
  } else if (one.kind === 'rename' && one.newKey !== one.key) {
    const anchor = anchors.get(id);
    if (anchor !== undefined) anchors.set(`person ${one.newKey}`, anchor);
    anchors.delete(id);
  }
}

/** Values with their lists in order, as {@link seen} gives them. */
export const sorted = (of: ModelValues): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(of).map(([name, content]) => [name, Array.isArray(content) ? [...content].sort() : content]),
  );
