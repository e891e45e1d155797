// A directory in memory: what LDAP servers guarantee about names, children and references, kept here.
import { childDn, dnKey, parentDn, rdnOf } from '../../values/index.js';
import { changed } from '../contents.js';
import { type RawValue, textOf } from '../directory/codec.js';
import { type Entry, type EntryAttribute, namingPairs, placeOf, renamed, valuesIn, withAttributes } from './entries.js';
import type { Modification } from './records.js';

/** Why a change is refused, by the names of RFC 4511. */
export type Refusal =
  | 'noSuchObject'
  | 'entryAlreadyExists'
  | 'parentMissing'
  | 'notAllowedOnNonLeaf'
  | 'notAllowedOnRDN'
  | 'invalidDNSyntax'
  | 'unwillingToPerform';
export type Result =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly code: Refusal; readonly message: string };

export interface DirectoryOptions {
  /** Entries that need no parent. */
  readonly suffixes: readonly string[];
  /** Attributes, in lower case, whose values name entries. They follow renames and deletions, if there are any. */
  readonly followed: ReadonlySet<string>;
  /** When two values of an attribute (in lower case) are the same. */
  readonly valueKey: (attribute: string, value: RawValue) => string;
}

const DONE: Result = { kind: 'done' };

export class Directory {
  readonly #entries = new Map<string, Entry>();
  readonly #children = new Map<string, Set<string>>();
  /** Who holds a reference to a name; only for attributes that follow. */
  readonly #referrers = new Map<string, Set<string>>();
  readonly #suffixes: ReadonlySet<string>;

  constructor(readonly options: DirectoryOptions) {
    this.#suffixes = new Set(options.suffixes.map(dnKey));
  }

  get(dn: string): Entry | undefined {
    return this.#entries.get(dnKey(dn));
  }

  entries(): IterableIterator<Entry> {
    return this.#entries.values();
  }

  /** The entry of this name and all below it. */
  *below(dn: string): Generator<Entry> {
    const entry = this.get(dn);
    if (entry === undefined) return;
    yield entry;
    for (const key of this.#children.get(entry.key) ?? []) yield* this.below(key);
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Takes an entry as a file has it: its parent may be elsewhere. False if there is one of that name already. */
  load(entry: Entry): boolean {
    if (this.#entries.has(entry.key)) return false;
    this.#put(entry);
    return true;
  }

  /** Takes an entry in the place of the one of its name. */
  replace(entry: Entry): void {
    this.#put(entry);
  }

  add(entry: Entry): Result {
    if (namingPairs(entry.dn).length === 0) return refused('invalidDNSyntax', `${quoted(entry.dn)} is no name.`);
    const taken = this.#entries.get(entry.key);
    if (taken !== undefined) return refused('entryAlreadyExists', `There is an entry ${quoted(taken.dn)} already.`);
    const orphan = this.#parentProblem(entry);
    if (orphan !== undefined) return orphan;
    this.#put(withNamingValues(entry, undefined, this.options));
    return DONE;
  }

  delete(dn: string): Result {
    const entry = this.get(dn);
    if (entry === undefined) return missing(dn);
    const below = this.#children.get(entry.key)?.size ?? 0;
    if (below > 0) {
      return refused('notAllowedOnNonLeaf', `${quoted(entry.dn)} has ${below} entries below it; delete those first.`);
    }
    this.#remove(entry);
    this.#follow(new Map([[entry.key, undefined]]));
    return DONE;
  }

  /** All modifications or none. */
  modify(dn: string, modifications: readonly Modification[]): Result {
    const entry = this.get(dn);
    if (entry === undefined) return missing(dn);
    const attributes = new Map(entry.attributes);
    for (const modification of modifications) applyModification(attributes, modification, this.options);
    const lost = namingPairs(entry.dn).find(({ type, value }) => !has(attributes, type, value, this.options));
    if (lost !== undefined) {
      const message = `The value of ${quoted(lost.type)} in the name of ${quoted(entry.dn)} cannot be removed; rename the entry.`;
      return refused('notAllowedOnRDN', message);
    }
    this.#put(withAttributes(entry, attributes));
    return DONE;
  }

  /** Renames or moves an entry, and with it everything below. */
  rename(dn: string, newDn: string, deleteOldRdn = true): Result {
    const entry = this.get(dn);
    if (entry === undefined) return missing(dn);
    const place = placeOf(newDn);
    if (namingPairs(newDn).length === 0) return refused('invalidDNSyntax', `${quoted(newDn)} is no name.`);
    const taken = place.key === entry.key ? undefined : this.#entries.get(place.key);
    if (taken !== undefined) return refused('entryAlreadyExists', `There is an entry ${quoted(taken.dn)} already.`);
    const problem = this.#moveProblem(entry, place);
    if (problem !== undefined) return problem;
    const moved = this.#move(entry, newDn);
    const now = this.#entries.get(place.key) ?? entry;
    this.#put(withNamingValues(now, deleteOldRdn ? entry.dn : undefined, this.options));
    this.#follow(moved);
    return DONE;
  }

  /** Renames as a request of LDAP says it: the relative name, and perhaps a new parent. */
  renameTo(
    dn: string,
    {
      newRdn,
      newSuperior,
      deleteOldRdn,
    }: { readonly newRdn: string; readonly newSuperior: string | undefined; readonly deleteOldRdn: boolean },
  ): Result {
    const entry = this.get(dn);
    if (entry === undefined) return missing(dn);
    return this.rename(dn, childDn(newRdn, newSuperior ?? parentDn(entry.dn) ?? ''), deleteOldRdn);
  }

  #moveProblem(entry: Entry, place: Pick<Entry, 'dn' | 'key' | 'parentKey'>): Result | undefined {
    if (place.parentKey === entry.parentKey) return undefined;
    if (place.parentKey === entry.key || place.parentKey.endsWith(`,${entry.key}`)) {
      return refused('unwillingToPerform', `${quoted(entry.dn)} cannot be moved below itself.`);
    }
    return this.#parentProblem(place);
  }

  #parentProblem({ dn, key, parentKey }: Pick<Entry, 'dn' | 'key' | 'parentKey'>): Result | undefined {
    if (this.#suffixes.has(key) || this.#entries.has(parentKey)) return undefined;
    const text = `${quoted(dn)} has no parent: there is no entry ${quoted(parentDn(dn) ?? '')}, and it is no suffix.`;
    return refused('parentMissing', text);
  }

  /** Gives new names to an entry and all below it. New names by old keys. */
  #move(entry: Entry, newDn: string): ReadonlyMap<string, string> {
    const moved: (readonly [entry: Entry, dn: string])[] = [];
    const visit = (one: Entry, dn: string): void => {
      moved.push([one, dn]);
      for (const key of this.#children.get(one.key) ?? []) {
        const child = this.#entries.get(key);
        if (child !== undefined) visit(child, childDn(rdnOf(child.dn) ?? '', dn));
      }
    };
    visit(entry, newDn);
    if (placeOf(newDn).key !== entry.key) for (const [one] of moved) this.#remove(one);
    for (const [one, dn] of moved) this.#put(renamed(one, dn));
    return new Map(moved.map(([{ key }, dn]) => [key, dn]));
  }

  /** Lets references follow: to the new name, or away with the entry they pointed to. */
  #follow(moved: ReadonlyMap<string, string | undefined>): void {
    const referrers = new Set([...moved.keys()].flatMap((key) => [...(this.#referrers.get(key) ?? [])]));
    for (const key of referrers) {
      const entry = this.#entries.get(key);
      if (entry !== undefined) this.#put(withReferences(entry, moved, this.options));
    }
  }

  /** Takes an entry, in the place of the one of that name if there is one. */
  #put(entry: Entry): void {
    const before = this.#entries.get(entry.key);
    if (before !== undefined) this.#unindex(before);
    this.#entries.set(entry.key, entry);
    addTo(this.#children, entry.parentKey, entry.key);
    for (const reference of referencesIn(entry, this.options)) addTo(this.#referrers, reference, entry.key);
  }

  #remove(entry: Entry): void {
    this.#entries.delete(entry.key);
    this.#unindex(entry);
  }

  #unindex(entry: Entry): void {
    removeFrom(this.#children, entry.parentKey, entry.key);
    for (const reference of referencesIn(entry, this.options)) removeFrom(this.#referrers, reference, entry.key);
  }
}

function addTo(index: Map<string, Set<string>>, key: string, value: string): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, new Set([value]));
  else known.add(value);
}

function removeFrom(index: Map<string, Set<string>>, key: string, value: string): void {
  const known = index.get(key);
  if (known?.delete(value) && known.size === 0) index.delete(key);
}

/** The keys of the names that an entry's following attributes hold. */
const referencesIn = (entry: Entry, { followed }: DirectoryOptions): readonly string[] =>
  [...followed].flatMap((attribute) => valuesIn(entry, attribute).map(keyOfReference));

function withReferences(
  entry: Entry,
  moved: ReadonlyMap<string, string | undefined>,
  { followed }: DirectoryOptions,
): Entry {
  let { attributes } = entry;
  for (const attribute of followed) {
    const found = attributes.get(attribute);
    if (found === undefined) continue;
    const values = found.values.flatMap((value) => {
      const reference = keyOfReference(value);
      return moved.has(reference) ? (moved.get(reference) ?? []) : [value];
    });
    attributes = withValues(attributes, found.name, values);
  }
  return withAttributes(entry, attributes);
}

const quoted = (text: string): string => JSON.stringify(text);

const refused = (code: Refusal, message: string): Result => ({ kind: 'refused', code, message });

const missing = (dn: string): Result => refused('noSuchObject', `There is no entry ${quoted(dn)}.`);

const keyOfReference = (value: RawValue): string => {
  const text = textOf(value);
  return text === undefined ? '' : dnKey(text);
};

function withValues(
  attributes: ReadonlyMap<string, EntryAttribute>,
  name: string,
  values: readonly RawValue[],
): ReadonlyMap<string, EntryAttribute> {
  const after = new Map(attributes);
  if (values.length === 0) after.delete(name.toLowerCase());
  else after.set(name.toLowerCase(), { name: after.get(name.toLowerCase())?.name ?? name, values });
  return after;
}

function applyModification(
  attributes: Map<string, EntryAttribute>,
  { operation, attribute, values }: Modification,
  { valueKey }: DirectoryOptions,
): void {
  const folded = attribute.toLowerCase();
  const before = attributes.get(folded);
  const after = changed(before?.values ?? [], changeOf(operation, before?.values ?? [], values), (value) =>
    valueKey(folded, value),
  );
  if (after.length === 0) attributes.delete(folded);
  else attributes.set(folded, { name: before?.name ?? attribute, values: after });
}

function changeOf(operation: Modification['operation'], before: readonly RawValue[], values: readonly RawValue[]) {
  if (operation === 'replace') return { set: values };
  if (operation === 'add') return { added: values, removed: [] };
  return { added: [], removed: values.length === 0 ? before : values };
}

function has(
  attributes: ReadonlyMap<string, EntryAttribute>,
  type: string,
  value: RawValue,
  { valueKey }: DirectoryOptions,
): boolean {
  const name = type.toLowerCase();
  return attributes.get(name)?.values.some((one) => namesEqually(name, one, value, valueKey)) ?? false;
}

/** Values in names compare ignoring case, whatever the attribute does. */
const namesEqually = (name: string, a: RawValue, b: RawValue, valueKey: DirectoryOptions['valueKey']): boolean =>
  valueKey(name, a) === valueKey(name, b) ||
  (typeof a === 'string' && typeof b === 'string' && a.toLowerCase() === b.toLowerCase());

/** The entry with the values that its name speaks of, and without those that its former name spoke of. */
function withNamingValues(entry: Entry, formerDn: string | undefined, options: DirectoryOptions): Entry {
  let { attributes } = entry;
  for (const { type, value } of formerDn === undefined ? [] : namingPairs(formerDn)) {
    const kept = valuesIn({ ...entry, attributes }, type).filter(
      (one) => !namesEqually(type.toLowerCase(), one, value, options.valueKey),
    );
    attributes = withValues(attributes, type, kept);
  }
  for (const { type, value } of namingPairs(entry.dn)) {
    if (has(attributes, type, value, options)) continue;
    attributes = withValues(attributes, type, [...(attributes.get(type.toLowerCase())?.values ?? []), value]);
  }
  return withAttributes(entry, attributes);
}
