// Reads the text of LDIF records: folded lines, base64, comments, entries and changes (RFC 2849).
import { rawOf } from '../directory/codec.js';
import type { LdifAttribute, LdifChange, LdifRecord, Modification } from './records.js';

/** The lines of one record as they stand, and the number of the first. */
export interface RecordText {
  readonly line: number;
  readonly lines: readonly string[];
}

/** Cuts a text that comes in pieces into records; blank lines are between them. */
export class RecordSplitter {
  #rest = '';
  #lines: string[] = [];
  #line = 1;
  #first = 1;

  /** The records that this piece completes. */
  push(text: string): readonly RecordText[] {
    const records: RecordText[] = [];
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#take(line, records);
    return records;
  }

  /** What is left at the end of the file. */
  end(): readonly RecordText[] {
    const records: RecordText[] = [];
    if (this.#rest !== '') this.#take(this.#rest, records);
    this.#take('', records);
    return records;
  }

  #take(text: string, records: RecordText[]): void {
    const line = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (line !== '') {
      if (this.#lines.length === 0) this.#first = this.#line;
      this.#lines.push(line);
    } else if (this.#lines.length > 0) {
      records.push({ line: this.#first, lines: this.#lines });
      this.#lines = [];
    }
    this.#line += 1;
  }
}

/** Reads one record. */
export function parseRecord({ line, lines }: RecordText): LdifRecord {
  const unfolded = unfold(lines);
  if (/^version:/i.test(unfolded[0] ?? '')) {
    const version = unfolded.shift()?.slice(8).trim();
    if (version !== '1') return broken(line, undefined, `the version is ${version}, only 1 is known`);
  }
  const raw = lines.join('\n');
  if (unfolded.length === 0) return { kind: 'remark', line, raw };
  let dn: string | undefined;
  try {
    const read = unfolded.map((one) => (one === '-' ? one : parseLine(one)));
    const head = read[0];
    if (!named(head, 'dn')) return restOf(read, line);
    dn = textIn(head);
    return recordOf(dn, read.slice(1), { line, raw });
  } catch (error) {
    if (error instanceof Malformed) return broken(line, dn, error.message);
    throw error;
  }
}

/** What makes a record unreadable. */
class Malformed extends Error {}

type Line = LdifAttribute | '-';

const broken = (line: number, dn: string | undefined, message: string): LdifRecord => ({
  kind: 'broken',
  line,
  dn,
  message,
});

/** Joins folded lines and leaves comments out. */
function unfold(lines: readonly string[]): string[] {
  const unfolded: string[] = [];
  for (const line of lines) {
    const last = unfolded.length - 1;
    if (line.startsWith(' ') && last >= 0) unfolded[last] += line.slice(1);
    else unfolded.push(line);
  }
  return unfolded.filter((line) => !line.startsWith('#'));
}

function parseLine(line: string): LdifAttribute {
  const colon = line.indexOf(':');
  if (colon <= 0) throw new Malformed(`${quoted(line)} is not of the form "attribute: value"`);
  const name = line.slice(0, colon).trim();
  const rest = line.slice(colon + 1);
  if (rest.startsWith('<')) throw new Malformed(`${quoted(line)} refers to a file or URL, which is not followed`);
  if (!rest.startsWith(':')) return { name, value: rest.replace(/^ +/, '') };
  const base64 = rest.slice(1).replaceAll(' ', '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64) || base64.length % 4 !== 0) {
    throw new Malformed(`the value of ${quoted(name)} is not base64`);
  }
  return { name, value: rawOf(Buffer.from(base64, 'base64')) };
}

function recordOf(
  dn: string,
  lines: readonly Line[],
  { line, raw }: { readonly line: number; readonly raw: string },
): LdifRecord {
  let rest = lines;
  while (named(rest[0], 'control')) rest = rest.slice(1);
  const first = rest[0];
  if (!named(first, 'changetype')) return { kind: 'entry', line, dn, attributes: attributesOf(rest), raw };
  return { kind: 'change', line, change: changeOf(dn, textIn(first).toLowerCase(), rest.slice(1)) };
}

/** A record without a name. With classes it is an entry whose name is lost, which must not be mixed with another. */
function restOf(lines: readonly Line[], line: number): LdifRecord {
  const attributes = attributesOf(lines);
  if (!attributes.some((one) => /^(?:objectclass|changetype|version)$/i.test(one.name)))
    return { kind: 'rest', line, attributes };
  throw new Malformed('it does not begin with "dn:"');
}

function changeOf(dn: string, changeType: string, lines: readonly Line[]): LdifChange {
  switch (changeType) {
    case 'add':
      return { kind: 'add', dn, attributes: attributesOf(lines) };
    case 'delete':
      return { kind: 'delete', dn };
    case 'modify':
      return { kind: 'modify', dn, modifications: modificationsOf(lines) };
    case 'modrdn':
    case 'moddn':
      return renameOf(dn, lines);
    default:
      throw new Malformed(`the changetype ${quoted(changeType)} is not known`);
  }
}

function attributesOf(lines: readonly Line[]): readonly LdifAttribute[] {
  return lines.map((line) => {
    if (line === '-') throw new Malformed('"-" stands outside of a modification');
    return line;
  });
}

function modificationsOf(lines: readonly Line[]): readonly Modification[] {
  const found: Modification[] = [];
  let current:
    | { operation: Modification['operation']; attribute: string; values: LdifAttribute['value'][] }
    | undefined;
  const close = (): void => {
    if (current !== undefined) found.push(current);
    current = undefined;
  };
  for (const line of lines) {
    if (line === '-') {
      close();
    } else if (current === undefined) {
      current = { operation: operationOf(line.name), attribute: textIn(line), values: [] };
    } else if (line.name.toLowerCase() === current.attribute.toLowerCase()) {
      current.values.push(line.value);
    } else {
      throw new Malformed(
        `${quoted(line.name)} stands where values of ${quoted(current.attribute)} or "-" were expected`,
      );
    }
  }
  close();
  return found;
}

function operationOf(name: string): Modification['operation'] {
  const folded = name.toLowerCase();
  if (folded === 'add' || folded === 'delete' || folded === 'replace') return folded;
  throw new Malformed(`${quoted(name)} stands where "add", "delete" or "replace" was expected`);
}

function renameOf(dn: string, lines: readonly Line[]): LdifChange {
  const find = (name: string): string | undefined => {
    const line = lines.find((one) => named(one, name));
    return named(line, name) ? textIn(line) : undefined;
  };
  const newRdn = find('newrdn');
  if (newRdn === undefined) throw new Malformed('"newrdn:" is missing');
  return { kind: 'rename', dn, newRdn, deleteOldRdn: find('deleteoldrdn') !== '0', newSuperior: find('newsuperior') };
}

const named = (line: Line | undefined, name: string): line is LdifAttribute =>
  line !== undefined && line !== '-' && line.name.toLowerCase() === name;

function textIn({ name, value }: LdifAttribute): string {
  if (typeof value === 'string') return value;
  throw new Malformed(`${quoted(name)} is no text`);
}

const quoted = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 37)}...` : text);
