// A connected system that lives in memory: it holds objects as its schema describes them, and stores what it is sent. It
// behaves as a directory does where its objects have names: the name's own attribute follows it, and so do references.
import type { SchemaFile } from '../../plan/schema-file.js';
import { childDn, dnKey, isUnder, parentDn, parseDn, rdnOf, type Value } from '../../values/index.js';
import type { SystemReference } from '../port.js';
import { attributeNamed } from './attributes.js';

/** One value of an attribute: a plain one, or a reference as the system gives it. */
export type MemoryValue = Value | SystemReference;

export interface MemoryObject {
  /** Without the connector's name: `user`. */
  readonly type: string;
  readonly anchor: string;
  /** Of a system whose objects have names. */
  readonly name?: string;
  /** By name of the attribute as the schema spells it; never an empty list. Bits are in the integer that they belong to. */
  readonly values: ReadonlyMap<string, readonly MemoryValue[]>;
}

export interface MemoryOptions {
  /** Makes the anchor of an object that the system creates, where no attribute gives it. */
  readonly newAnchor: () => string;
  /** Whether references by name follow renames and deletions of what they name. */
  readonly referentialIntegrity: boolean;
}

export class MemorySystem {
  readonly #objects = new Map<string, MemoryObject>();

  constructor(
    readonly schema: SchemaFile,
    readonly options: MemoryOptions,
  ) {}

  /** In the order of their anchors. */
  objects(): readonly MemoryObject[] {
    return [...this.#objects.values()].sort((a, b) => (a.anchor < b.anchor ? -1 : 1));
  }

  get(anchor: string): MemoryObject | undefined {
    return this.#objects.get(anchor);
  }

  named(name: string | undefined): MemoryObject | undefined {
    if (name === undefined) return undefined;
    const key = dnKey(name);
    return [...this.#objects.values()].find((object) => object.name !== undefined && dnKey(object.name) === key);
  }

  /** Adds an object, or puts another in the place of the one with its anchor. Names and references follow a new name. */
  put(object: MemoryObject): void {
    const before = this.#objects.get(object.anchor);
    this.#objects.set(object.anchor, this.#withNamingValue(object, before?.name));
    if (before?.name === undefined || object.name === undefined || before.name === object.name) return;
    this.#moveBelow(before.name, object.name);
    this.#follow(before.name, object.name);
  }

  /** Whether there was such an object. */
  remove(anchor: string): boolean {
    const object = this.#objects.get(anchor);
    if (object === undefined) return false;
    this.#objects.delete(anchor);
    if (object.name !== undefined) this.#follow(object.name, undefined);
    return true;
  }

  clear(): void {
    this.#objects.clear();
  }

  /** The attribute in the first component of a name holds the value that stands there (X.501, 9.3). */
  #withNamingValue(object: MemoryObject, nameBefore: string | undefined): MemoryObject {
    const now = namingPair(object.name);
    const type = this.schema.types[object.type];
    const attribute = now === undefined || type === undefined ? undefined : attributeNamed(this.schema, type, now.type);
    if (now === undefined || attribute === undefined) return object;
    const former = namingPair(nameBefore);
    const kept = (object.values.get(attribute.name) ?? []).filter(
      (value) => value !== now.value && value !== (former?.type === now.type ? former.value : undefined),
    );
    const values = attribute.attribute.many === true ? [now.value, ...kept] : [now.value];
    return { ...object, values: new Map([...object.values, [attribute.name, values]]) };
  }

  #moveBelow(from: string, to: string): void {
    for (const { anchor } of this.objects()) {
      const object = this.#objects.get(anchor);
      if (object?.name === undefined || !isUnder(object.name, from)) continue;
      const name = movedName(object.name, from, to);
      this.#objects.set(anchor, { ...object, name });
      this.#follow(object.name, name);
    }
  }

  #follow(from: string, to: string | undefined): void {
    if (!this.options.referentialIntegrity) return;
    const key = dnKey(from);
    const refers = (value: MemoryValue): boolean => isNameReference(value) && dnKey(value.name) === key;
    for (const object of this.#objects.values()) {
      if (![...object.values.values()].flat().some(refers)) continue;
      const values = [...object.values].flatMap(([name, held]) => {
        const after = held.flatMap((value) => (!refers(value) ? [value] : to === undefined ? [] : [{ name: to }]));
        return after.length === 0 ? [] : [[name, after] as const];
      });
      this.#objects.set(object.anchor, { ...object, values: new Map(values) });
    }
  }
}

const isNameReference = (value: MemoryValue): value is { readonly name: string } =>
  typeof value === 'object' && 'name' in value;

const namingPair = (name: string | undefined): { readonly type: string; readonly value: string } | undefined => {
  const pair = name === undefined ? undefined : parseDn(name)?.[0]?.[0];
  return typeof pair?.value === 'string' ? { type: pair.type, value: pair.value } : undefined;
};

const movedName = (name: string, from: string, to: string): string => {
  const parent = parentDn(name) ?? '';
  return childDn(rdnOf(name) ?? '', dnKey(parent) === dnKey(from) ? to : movedName(parent, from, to));
};
