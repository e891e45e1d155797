// Requests in terms of the contract's model, and what an import shows in those terms.
import { expect } from 'vitest';
import type { Connector, ExportRequest, SystemReference } from '../port.js';
import { fullImport } from './collect.js';
import {
  type ContractSystem,
  completed,
  isReferenceAttribute,
  keyAttribute,
  type ModelContent,
  type ModelObject,
  type ModelValues,
  SELECTION,
  settingChanges,
} from './system.js';

export interface Seen {
  /** Values by `type key`. Lists are sorted. */
  readonly objects: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly anchors: ReadonlyMap<string, string>;
}

/** A full import without a fault, in terms of the model. */
export async function seen(connector: Connector, system: ContractSystem): Promise<Seen> {
  const { objects, faults, ended, error } = await fullImport(connector, SELECTION);
  expect({ error, faults }).toEqual({ error: undefined, faults: [] });
  expect(ended).toBe(true);
  expect(objects.flatMap((one) => one.faults ?? [])).toEqual([]);
  const found = objects.map(({ type, values, anchor }) => {
    const plain = Object.fromEntries([...values].map(([name, content]) => [name, plainContent(name, content, system)]));
    return { id: `${type} ${String(plain[keyAttribute(type)])}`, plain, anchor };
  });
  return {
    objects: new Map(found.map(({ id, plain }) => [id, plain])),
    anchors: new Map(found.map(({ id, anchor }) => [id, anchor])),
  };
}

function plainContent(name: string, content: unknown, system: ContractSystem): unknown {
  if (!isReferenceAttribute(name) || !Array.isArray(content))
    return Array.isArray(content) ? [...content].sort() : content;
  const keys = content.map((reference: SystemReference) => system.keyOf(reference)).sort();
  return name === 'manager' ? keys[0] : keys;
}

const named = (type: string, key: string, system: ContractSystem): { readonly name?: string } =>
  system.named ? { name: system.nameOf(type, key) } : {};

export const addOf = (object: ModelObject, system: ContractSystem): ExportRequest & { readonly kind: 'add' } => ({
  kind: 'add',
  id: `add ${object.key}`,
  type: object.type,
  ...named(object.type, object.key, system),
  changes: settingChanges(completed(object), system),
});

export const updateOf = (
  key: string,
  anchors: ReadonlyMap<string, string>,
  values: Readonly<Record<string, ModelContent>> | ModelValues,
  system: ContractSystem,
): ExportRequest & { readonly kind: 'update' } => ({
  kind: 'update',
  id: `update ${key}`,
  type: 'person',
  anchor: anchors.get(`person ${key}`) ?? '',
  ...named('person', key, system),
  changes: settingChanges(values, system),
});

export const deleteOf = (
  key: string,
  anchors: ReadonlyMap<string, string>,
  system: ContractSystem,
): ExportRequest & { readonly kind: 'delete' } => ({
  kind: 'delete',
  id: `delete ${key}`,
  type: 'person',
  anchor: anchors.get(`person ${key}`) ?? '',
  ...named('person', key, system),
});
