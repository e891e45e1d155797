// Imports the entries below the bases.
import { dnKey } from '../../values/index.js';
import { type NamedAttribute, selectedAttributes } from '../directory/attributes.js';
import { type RawValue, readValues, textOf } from '../directory/codec.js';
import {
  type AttributeFault,
  ConnectorError,
  type ImportEvent,
  type ImportedValues,
  type ImportSelection,
} from '../port.js';
import { anchorAttribute, anchorOf, isNaming, type LdapContext, valuesOf } from './context.js';
import { type LdapEntry, rawIn } from './entry.js';
import { filtersOf } from './filters.js';
import type { LdapSession } from './session.js';

/** All objects; `end` only after the server said of every search that there is no more. */
export async function* importSubtrees(
  session: LdapSession,
  selection: ImportSelection,
  context: LdapContext,
  signal: AbortSignal | undefined,
): AsyncGenerator<ImportEvent> {
  const read = entryReader(selection, context);
  const attributes = requestedAttributes(selection, context);
  const seen = new Set<string>();
  const bases = context.settings.bases;
  const repeats = bases.length > 1;
  let done = 0;
  for (const base of bases) {
    for (const [types, filter] of filtersOf(selection, context)) {
      for await (const page of session.pages({ base, scope: 'sub', filter, attributes })) {
        checkSignal(signal);
        for (const entry of page) {
          const event = read(entry, types);
          if (event === undefined || (repeats && isRepeated(event, seen))) continue;
          yield event;
        }
        done += page.length;
        yield { kind: 'page', done };
      }
    }
  }
  checkSignal(signal);
  yield { kind: 'end' };
}

/** One base may lie below another. */
function isRepeated(event: ImportEvent, seen: Set<string>): boolean {
  if (event.kind !== 'object') return false;
  const before = seen.has(event.anchor);
  seen.add(event.anchor);
  return before;
}

/** What is asked for: the selected attributes, classes, and what tells entries apart. */
export function requestedAttributes(selection: ImportSelection, context: LdapContext): readonly string[] {
  const names = new Map<string, string>([['objectclass', 'objectClass']]);
  for (const [type, selected] of selection) {
    const anchor = anchorAttribute(type, context);
    for (const name of anchor === undefined ? selected : [...selected, anchor]) {
      if (!isNaming(name, context.schema)) names.set(name.toLowerCase(), name);
    }
  }
  return [...names.values()];
}

/** Turns entries of the given types into events; others are passed over. */
export function entryReader(
  selection: ImportSelection,
  context: LdapContext,
): (entry: LdapEntry, types: { has(type: string): boolean }) => ImportEvent | undefined {
  const selected = new Map(
    [...selection].map(([type, names]) => [type, selectedAttributes(context.schema, type, names)]),
  );
  return (entry, types) => {
    const classes = rawIn(entry, 'objectClass').map((value) => textOf(value) ?? '');
    const where = entry.dn;
    if (classes.length === 0) {
      const message = 'The entry shows no objectClass, so it cannot be told what it is. May it be read?';
      return { kind: 'fault', error: 'type-missing', message, where };
    }
    const type = context.typeOf(classes);
    const attributes = type === undefined || !types.has(type) ? undefined : selected.get(type);
    if (type === undefined || attributes === undefined) return undefined;
    const anchor = anchorOf(entry, type, context);
    if (anchor === undefined) {
      const message = `The entry has not exactly one value of ${JSON.stringify(anchorAttribute(type, context))}, which tells entries apart.`;
      return { kind: 'fault', error: 'bad-anchor', message, where };
    }
    const { values, faults } = contentsOf(entry, attributes, context);
    return { kind: 'object', anchor, type, name: entry.dn, values, ...(faults.length === 0 ? {} : { faults }) };
  };
}

function contentsOf(
  entry: LdapEntry,
  attributes: readonly NamedAttribute[],
  context: LdapContext,
): { readonly values: ImportedValues; readonly faults: readonly AttributeFault[] } {
  const values = new Map<string, NonNullable<ReturnType<ImportedValues['get']>>>();
  const faults: AttributeFault[] = [];
  for (const { name, attribute } of attributes) {
    if (entry.attributes.get(name.toLowerCase())?.partial) {
      faults.push({ attribute: name, message: 'the server gave a part of the values only' });
      continue;
    }
    const raw = isNaming(name, context.schema) ? [entry.dn] : withoutPlaceholder(name, valuesOf(entry, name), context);
    const read = readValues(raw, attribute, context.schema.references ?? 'name');
    if (read.kind === 'fault') faults.push({ attribute: name, message: read.message });
    else if (read.values !== undefined) values.set(name, read.values);
  }
  return { values, faults };
}

/** The value that stands in an attribute only because it must not be empty. */
export function placeholderOf(attribute: string, { settings }: LdapContext): string | undefined {
  const folded = attribute.toLowerCase();
  return Object.entries(settings.placeholders ?? {}).find(([name]) => name.toLowerCase() === folded)?.[1];
}

function withoutPlaceholder(attribute: string, raw: readonly RawValue[], context: LdapContext): readonly RawValue[] {
  const placeholder = placeholderOf(attribute, context);
  if (placeholder === undefined) return raw;
  return raw.filter((value) => dnKey(textOf(value) ?? '') !== dnKey(placeholder));
}

export function checkSignal(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ConnectorError('interrupted', 'The step was interrupted.');
}
