// Staged changes as tests speak of them: what is added, updated or deleted, and the values after it.
import type { Machine } from '@syncrule/runtime/engine';
import type { AttributeChange, CsObject, Operation } from '@syncrule/runtime/store';
import { type Content, type Value, valuesOf } from '@syncrule/runtime/values';
import { Identities } from './identities.js';
import type { SpaceView } from './view.js';

/** One staged change. */
export interface StagedChange {
  readonly operation: Operation;
  readonly kind: Operation['kind'];
  /** As it was before; missing for an add. */
  readonly object: CsObject | undefined;
  /** What the object is afterwards (of a delete: was before), in the attributes that the change is about. */
  readonly values: ReadonlyMap<string, StagedValue>;
}

export interface StagedValue {
  readonly before: Content;
  readonly values: readonly Value[];
  /** The rule that gave it; missing for what a deleted object held. */
  readonly rule: string | undefined;
}

/** All staged changes, seen before they are sent; references are told apart by `after`, when all objects are there. */
export const stagedChanges = (machine: Machine, staged: SpaceView, after: SpaceView): readonly StagedChange[] =>
  staged.operations.map((operation) => {
    const object = staged.object(operation.object);
    const values =
      operation.kind === 'delete' && object !== undefined
        ? heldValues(machine, object)
        : changedValues(machine, operation, object, new Identities(after, staged));
    return { operation, kind: operation.kind, object, values };
  });

const typeIn = (machine: Machine, { connector, type }: { readonly connector: string; readonly type: string }) =>
  machine.csTypes.get(`${connector}.${type}`);

/** What an object holds, the bits of its integers and its name included. */
export const contentOf = (machine: Machine, object: CsObject, attribute: string): Content => {
  const type = typeIn(machine, object);
  return attribute === type?.connector.naming ? object.name : type?.read(object.image, attribute);
};

const heldValues = (machine: Machine, object: CsObject): ReadonlyMap<string, StagedValue> =>
  new Map(
    [...(typeIn(machine, object)?.attributes.keys() ?? [])].map((attribute) => {
      const before = contentOf(machine, object, attribute);
      return [attribute, { before, values: valuesOf(before), rule: undefined }];
    }),
  );

const changedValues = (
  machine: Machine,
  operation: Operation,
  object: CsObject | undefined,
  identities: Identities,
): ReadonlyMap<string, StagedValue> => {
  const { connector } = operation.slot;
  const naming = typeIn(machine, operation.slot)?.connector.naming;
  const before = (attribute: string): Content => object && contentOf(machine, object, attribute);
  const attributes = operation.changes.map((change): readonly [string, StagedValue] => {
    const was = before(change.attribute);
    return [
      change.attribute,
      { before: was, values: valuesAfter(was, change, identities, connector), rule: change.rule },
    ];
  });
  if (naming === undefined || operation.name === undefined) return new Map(attributes);
  const name = { before: before(naming), values: [operation.name], rule: operation.rule };
  return new Map([[naming, name], ...attributes]);
};

const valuesAfter = (
  before: Content,
  change: AttributeChange,
  identities: Identities,
  connector: string,
): readonly Value[] => {
  if ('set' in change) return valuesOf(change.set);
  const key = (value: Value): string => identities.ofConnectorValue(connector, value);
  const removed = new Set(change.removed.flatMap(valuesOf).map(key));
  const added = change.added.flatMap(valuesOf);
  const present = new Set(added.map(key));
  return [...valuesOf(before).filter((value) => !removed.has(key(value)) && !present.has(key(value))), ...added];
};
