// Whether what a synchronisation left in a store is of the types that the program declares, and there where the checker
// has proven that it is.
import type { Compilation } from '@syncrule/compiler/workspace';
import type { Plan, PlanMvAttribute, ValueType } from '@syncrule/runtime/plan';
import type { CsObject, Layouts, MvObject, Operation } from '@syncrule/runtime/store';
import { type Content, type Value, valuesOf } from '@syncrule/runtime/values';
import type { Records } from '../../support/snapshot.js';

/** What is wrong, in words; nothing where all is as it was proven. `proven` counts the presences that were looked at. */
export interface Judgement {
  readonly faults: readonly string[];
  readonly values: number;
  readonly proven: number;
}

export const judge = ({ checked }: Compilation, plan: Plan, records: Records, layouts: Layouts): Judgement => {
  const keys = new Map(records.mvs.map((mv) => [String(mv.key), mv.type]));
  const failed = new Set(records.errors.flatMap(({ unit }) => ('mv' in unit ? [unit.mv] : [])));
  const found: Tally = { faults: [], values: 0, proven: 0 };
  for (const mv of records.mvs) {
    const type = plan.metaverse.find(({ name }) => name === mv.type);
    const certain = new Set(
      checked.metaverse
        .find(({ plan: { name } }) => name === mv.type)
        ?.attributes.flatMap((each) => (each.certain ? [each.name] : [])),
    );
    for (const [slot, name] of (layouts.get(mv.type) ?? []).entries()) {
      const attribute = type?.attributes.find((each) => each.name === name);
      if (attribute === undefined || attribute.byEngine) continue;
      judgeAttribute(found, mv, attribute, mv.stored[slot], keys);
      if (certain.has(name) && !failed.has(mv.id)) judgePresence(found, mv, name, mv.stored[slot]);
    }
  }
  const objects = new Map(records.objects.map((object) => [`o:${object.id}`, object]));
  for (const operation of records.operations) judgeOperation(found, plan, operation, objects);
  return found;
};

interface Tally {
  readonly faults: string[];
  values: number;
  proven: number;
}

const judgeAttribute = (
  found: Tally,
  mv: MvObject,
  { name, type }: PlanMvAttribute,
  stored: MvObject['stored'][number],
  keys: ReadonlyMap<string, string>,
): void => {
  const refers = (value: Value): boolean => {
    const to = keys.get(String(value));
    return to === undefined || type.to === undefined || type.to.includes(to);
  };
  judgeContent(found, `${mv.type}.${name} of ${mv.key}`, type, stored?.values, refers);
};

/** A flow that decided for nothing is no absence where the expression was proven to have a value: it ranks before it. */
const judgePresence = (found: Tally, mv: MvObject, name: string, stored: MvObject['stored'][number]): void => {
  if (stored?.clear) return;
  found.proven += 1;
  if (stored?.values === undefined) found.faults.push(`${mv.type}.${name} of ${mv.key} is absent`);
};

const judgeOperation = (
  found: Tally,
  plan: Plan,
  { slot, kind, changes }: Operation,
  objects: ReadonlyMap<string, CsObject>,
): void => {
  const type = plan.connectors
    .find(({ name }) => name === slot.connector)
    ?.types.find(({ name }) => name === slot.type);
  for (const change of changes) {
    const attribute = type?.attributes.find(({ name }) => name === change.attribute);
    if (attribute === undefined || attribute.type.scalar === 'secret') continue;
    const place = `${kind} ${slot.connector}.${slot.type}: ${change.attribute}`;
    const refers = (value: Value): boolean => refersTo(String(value), objects, attribute.type, slot.connector);
    if ('set' in change) judgeContent(found, place, attribute.type, change.set, refers);
    else
      for (const value of [...change.added, ...change.removed])
        judgeContent(found, place, { ...attribute.type, many: false }, value, refers);
  }
  if (kind !== 'add') return;
  for (const { name, required } of type?.attributes ?? []) {
    if (!required || name === 'dn') continue;
    found.proven += 1;
    const given = changes.find(({ attribute }) => attribute === name);
    if (given === undefined || !('set' in given) || given.set === undefined)
      found.faults.push(`${slot.connector}.${slot.type} is to be created without ${name}`);
  }
};

const refersTo = (
  reference: string,
  objects: ReadonlyMap<string, CsObject>,
  { to }: ValueType,
  connector: string,
): boolean => {
  const object = objects.get(reference);
  if (object === undefined) return reference.startsWith('m:');
  return object.connector === connector && (to === undefined || to.includes(`${object.connector}.${object.type}`));
};

const judgeContent = (
  found: Tally,
  place: string,
  type: ValueType,
  content: Content,
  refers: (value: Value) => boolean,
): void => {
  if (content === undefined) return;
  const isMany = Array.isArray(content);
  if (isMany !== type.many) found.faults.push(`${place} has ${isMany ? 'a list' : 'one value'}`);
  for (const value of valuesOf(content)) {
    found.values += 1;
    if (!isOfType(value, type, refers)) found.faults.push(`${place} has ${String(value)}, which is no ${type.scalar}`);
  }
};

const LEAST = -(2n ** 63n);

const isOfType = (value: Value, { scalar, oneOf }: ValueType, refers: (value: Value) => boolean): boolean => {
  switch (scalar) {
    case 'string':
      return typeof value === 'string' && value !== '' && (oneOf === undefined || oneOf.includes(value));
    case 'dn':
      return typeof value === 'string' && /^[^=]+=/.test(value);
    case 'integer':
      return typeof value === 'bigint' && value >= LEAST && value < -LEAST;
    case 'boolean':
      return typeof value === 'boolean';
    case 'date':
    case 'datetime':
    case 'duration':
      return Number.isSafeInteger(value);
    case 'binary':
      return value instanceof Uint8Array;
    case 'ref':
      return typeof value === 'string' && refers(value);
    case 'secret':
      return true;
  }
};
