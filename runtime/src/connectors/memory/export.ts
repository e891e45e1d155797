// What a system in memory does with a request: it stores what it is sent, and refuses what no system could do.
import type { SchemaType } from '../../plan/schema-file.js';
import { dnKey, keyText, type Value } from '../../values/index.js';
import { changed, isReference, listOf } from '../contents.js';
import type {
  AttributeFault,
  ExportChange,
  ExportContent,
  ExportOutcome,
  ExportReference,
  ExportRequest,
  SystemReference,
} from '../port.js';
import { attributeNamed } from './attributes.js';
import type { MemoryObject, MemorySystem, MemoryValue } from './system.js';

type Request<K extends ExportRequest['kind']> = Extract<ExportRequest, { readonly kind: K }>;
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
type Result = WithoutId<ExportOutcome>;

/** Carries a request out, or says why it cannot be. */
export function carryOut(system: MemorySystem, request: ExportRequest): Result {
  switch (request.kind) {
    case 'add':
      return add(system, request);
    case 'update':
      return update(system, request);
    case 'delete':
      return system.remove(request.anchor) ? { kind: 'applied' } : missing(request.anchor);
  }
}

function add(system: MemorySystem, request: Request<'add'>): Result {
  const type = system.schema.types[request.type];
  if (type === undefined)
    return { kind: 'failed', reason: 'permanent', code: 'no-type', message: `There is no type ${request.type}.` };
  const owner = system.named(request.name);
  if (owner !== undefined) return exists(`There is an object ${JSON.stringify(owner.name)} already.`);
  const { values, faults } = changedValues(system, type, new Map(), request.changes);
  const given = type.anchor === undefined ? undefined : values.get(type.anchor)?.[0];
  const anchor = given === undefined ? system.options.newAnchor() : anchorText(given);
  if (system.get(anchor) !== undefined) return exists(`There is an object with the anchor ${anchor} already.`);
  const anchored = given === undefined ? withAnchor(values, type, anchor) : values;
  system.put({ type: request.type, anchor, ...named(request.name), values: anchored });
  return applied(faults, anchor);
}

function update(system: MemorySystem, request: Request<'update'>): Result {
  const object = system.get(request.anchor);
  const type = object && system.schema.types[object.type];
  if (object === undefined || type === undefined) return missing(request.anchor);
  const name = request.newName ?? object.name;
  const taken = system.named(request.newName);
  if (taken !== undefined && taken.anchor !== object.anchor)
    return exists(`There is an object ${JSON.stringify(taken.name)} already.`);
  const { values, faults } = changedValues(system, type, object.values, request.changes);
  system.put({ ...object, ...named(name), values });
  return applied(faults, undefined);
}

const named = (name: string | undefined) => (name === undefined ? {} : { name });

/** What a system gives that tells objects apart by a number of its own. */
const withAnchor = (values: MemoryObject['values'], type: SchemaType, anchor: string): MemoryObject['values'] => {
  const value = type.anchor === undefined ? undefined : anchorValue(type.attributes[type.anchor]?.type, anchor);
  return value === undefined || type.anchor === undefined ? values : new Map([...values, [type.anchor, [value]]]);
};

/** The value of an anchor attribute of this type; nothing where the text is none. */
export const anchorValue = (scalar: string | undefined, anchor: string): Value | undefined => {
  if (scalar === 'string') return anchor;
  if (scalar === 'binary') return new TextEncoder().encode(anchor);
  return scalar === 'integer' && /^-?\d+$/.test(anchor) ? BigInt(anchor) : undefined;
};

const anchorText = (value: MemoryValue): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);

function changedValues(
  system: MemorySystem,
  type: SchemaType,
  before: MemoryObject['values'],
  changes: readonly ExportChange[],
): { readonly values: MemoryObject['values']; readonly faults: readonly AttributeFault[] } {
  const after = new Map(before);
  const faults: AttributeFault[] = [];
  for (const change of changes) {
    const found = attributeNamed(system.schema, type, change.attribute);
    if (found === undefined) {
      faults.push({ attribute: change.attribute, message: `There is no attribute ${change.attribute}.` });
      continue;
    }
    // A system takes a secret and never shows it again.
    if (found.attribute.type === 'secret') continue;
    const held = changed(after.get(found.name) ?? [], stored(system, change), valueKey);
    if (held.length === 0) after.delete(found.name);
    else after.set(found.name, held);
  }
  return { values: after, faults };
}

/** A change with its references as the system keeps them. */
const stored = (system: MemorySystem, change: ExportChange) => {
  const kept = (content: ExportContent): readonly MemoryValue[] =>
    listOf(content).map((value) => (isReference(value) ? keptReference(system, value) : value));
  return 'set' in change ? { set: kept(change.set) } : { added: kept(change.added), removed: kept(change.removed) };
};

const keptReference = (system: MemorySystem, { anchor, name }: ExportReference): SystemReference => {
  if (system.schema.references === 'name') {
    const known = name ?? (anchor === undefined ? undefined : system.get(anchor)?.name);
    if (known !== undefined) return { name: known };
  }
  const known = anchor ?? system.named(name)?.anchor;
  if (known !== undefined) return { anchor: known };
  if (name !== undefined) return { name };
  throw new Error('bug: an export refers to nothing');
};

const valueKey = (value: MemoryValue): string => {
  if (typeof value !== 'object' || value instanceof Uint8Array) return `v${keyText(value, keyedBy(value))}`;
  return 'name' in value ? `n${dnKey(value.name)}` : `a${value.anchor}`;
};

const keyedBy = (value: Value) =>
  value instanceof Uint8Array ? 'binary' : typeof value === 'string' ? 'exact' : 'value';

const applied = (faults: readonly AttributeFault[], anchor: string | undefined): Result => {
  const told = anchor === undefined ? {} : { anchor };
  return faults.length === 0 ? { kind: 'applied', ...told } : { kind: 'partly', attributes: faults, ...told };
};

const exists = (message: string): Result => ({ kind: 'failed', reason: 'exists', code: 'exists', message });

const missing = (anchor: string): Result => ({
  kind: 'failed',
  reason: 'missing',
  code: 'missing',
  message: `There is no object with the anchor ${anchor}.`,
});
