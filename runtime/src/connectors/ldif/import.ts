// Imports the entries of a directory.
import { selectedAttributes } from '../directory/attributes.js';
import { readValues } from '../directory/codec.js';
import type { AttributeFault, ImportEvent, ImportedValues, ImportSelection } from '../port.js';
import { anchorOf, type LdifContext, typeOfEntry } from './context.js';
import { type Entry, valuesIn } from './entries.js';
import type { LdifFile, RecordProblem } from './file.js';

const PAGE = 1000;

/** All objects of a file that was read to its end. */
export function* importEntries(
  file: LdifFile,
  selection: ImportSelection,
  context: LdifContext,
  checkpoint: () => void,
): Generator<ImportEvent> {
  const read = entryReader(selection, context, repeatedAnchors(file, selection, context));
  const total = file.directory.size;
  let done = 0;
  for (const entry of file.directory.entries()) {
    const event = read(entry);
    if (event !== undefined) yield event;
    done += 1;
    if (done % PAGE !== 0) continue;
    checkpoint();
    yield { kind: 'page', done, total };
  }
  for (const problem of file.problems) yield faultOf(problem, context);
  yield { kind: 'page', done, total };
  checkpoint();
  yield { kind: 'end' };
}

/** The event for one entry; nothing for one that is not of a selected type. */
export function entryReader(
  selection: ImportSelection,
  context: LdifContext,
  repeated: ReadonlySet<string>,
): (entry: Entry) => ImportEvent | undefined {
  const selected = new Map(
    [...selection].map(([type, names]) => [type, selectedAttributes(context.schema, type, names)] as const),
  );
  const naming = (context.schema.naming ?? 'dn').toLowerCase();
  return (entry) => {
    const type = typeOfEntry(entry, context);
    const where = whereIs(entry.line, context);
    if (type === undefined)
      return valuesIn(entry, 'objectClass').length === 0 ? withoutClass(entry, where, context) : undefined;
    const attributes = selected.get(type);
    if (attributes === undefined) return undefined;
    const anchor = anchorOf(entry, type, context);
    if (anchor === undefined) return badAnchor(entry, type, where, context);
    if (repeated.has(anchor)) {
      const message = `The anchor ${quoted(anchor)} of ${quoted(entry.dn)} is that of another entry too. None of them was imported.`;
      return { kind: 'fault', anchor, error: 'duplicate-anchor', message, where };
    }
    const values = new Map<string, NonNullable<ReturnType<ImportedValues['get']>>>();
    const faults: AttributeFault[] = [];
    for (const { name, attribute } of attributes) {
      const raw = name.toLowerCase() === naming ? [entry.dn] : valuesIn(entry, name);
      const result = readValues(raw, attribute, context.references);
      if (result.kind === 'fault') faults.push({ attribute: name, message: result.message });
      else if (result.values !== undefined) values.set(name, result.values);
    }
    return { kind: 'object', anchor, type, name: entry.dn, values, ...(faults.length === 0 ? {} : { faults }) };
  };
}

/** Anchors that several entries have. */
export function repeatedAnchors(file: LdifFile, selection: ImportSelection, context: LdifContext): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const entry of file.directory.entries()) {
    const type = typeOfEntry(entry, context);
    if (type === undefined || !selection.has(type) || context.anchorAttribute(type) === undefined) continue;
    const anchor = anchorOf(entry, type, context);
    if (anchor === undefined) continue;
    if (seen.has(anchor)) repeated.add(anchor);
    else seen.add(anchor);
  }
  return repeated;
}

function withoutClass(entry: Entry, where: string, context: LdifContext): ImportEvent {
  const anchor = anyAnchor(entry, context);
  const message = `${quoted(entry.dn)} has no objectClass, so it cannot be told what it is.`;
  return { kind: 'fault', ...(anchor === undefined ? {} : { anchor }), error: 'type-missing', message, where };
}

const badAnchor = (entry: Entry, type: string, where: string, { anchorAttribute }: LdifContext): ImportEvent => ({
  kind: 'fault',
  error: 'bad-anchor',
  message:
    `${quoted(entry.dn)} has not exactly one value of ${quoted(anchorAttribute(type) ?? 'dn')}, which tells entries apart. ` +
    'Give it one, or set "anchor" in the settings: an attribute that each entry has, or "dn".',
  where,
});

/** A record that is no entry of the directory. Its anchor, where it can be told, keeps the object from seeming gone. */
function faultOf(problem: RecordProblem, context: LdifContext): ImportEvent {
  const where = whereIs(problem.line, context);
  if (problem.kind === 'duplicate') {
    const anchors = [problem.entry, problem.first].flatMap((entry) =>
      entry === undefined ? [] : [anyAnchor(entry, context)],
    );
    const anchor = anchors.find((one) => one !== undefined) ?? problem.first?.key ?? '';
    return { kind: 'fault', anchor, error: 'duplicate-anchor', message: problem.message, where };
  }
  const about = problem.dn === undefined ? 'A record' : `The record of ${quoted(problem.dn)}`;
  const message =
    problem.kind === 'broken'
      ? `${about} cannot be read: ${problem.message}.`
      : `${about} was not applied: ${problem.message}`;
  return { kind: 'fault', error: 'read-fault', message, where };
}

/** The anchor of an entry whose type is not known: if one of the types' anchors is there. */
function anyAnchor(entry: Entry, context: LdifContext): string | undefined {
  const type = typeOfEntry(entry, context);
  const types = type === undefined ? Object.keys(context.schema.types) : [type];
  return types.map((one) => anchorOf(entry, one, context)).find((anchor) => anchor !== undefined);
}

const whereIs = (line: number, { place }: LdifContext): string => `${place.shownPath} line ${line}`;

const quoted = (text: string): string => JSON.stringify(text);
