// An LDIF file read into a directory, and written back.
import { changedMeanwhile, type FileMark, fileMark, openToRead, replaceFile, sameMark } from '../files.js';
import { ConnectorError } from '../port.js';
import { Directory, type DirectoryOptions } from './directory.js';
import { type Entry, entryOf, linesOf } from './entries.js';
import { parseRecord, RecordSplitter, type RecordText } from './parse.js';
import type { LdifChange, LdifRecord } from './records.js';
import { entryText } from './write.js';

/** A record of the file that did not become part of the directory. */
export interface RecordProblem {
  readonly kind: 'broken' | 'duplicate' | 'change-refused';
  readonly line: number;
  readonly dn: string | undefined;
  readonly message: string;
  /** The entry that a duplicate repeats. */
  readonly first?: Entry;
  readonly entry?: Entry;
}

export interface LdifFile {
  readonly mark: FileMark | undefined;
  readonly directory: Directory;
  readonly problems: readonly RecordProblem[];
  /** Comments that stand on their own, by the key of the entry that they precede. */
  readonly remarks: ReadonlyMap<string, string>;
}

export interface LdifPlace {
  readonly path: string;
  readonly shownPath: string;
}

/** Reads a file. `checkpoint` is called now and then, and may throw to interrupt. */
export async function readLdif(place: LdifPlace, options: DirectoryOptions, checkpoint: () => void): Promise<LdifFile> {
  const mark = await fileMark(place.path);
  const loader = new Loader(options);
  for await (const records of recordTexts(place)) {
    for (const record of records) loader.take(parseRecord(record));
    checkpoint();
  }
  if (!sameMark(mark, await fileMark(place.path))) throw changedMeanwhile(place.shownPath);
  return { mark, directory: loader.directory, problems: loader.problems, remarks: loader.remarks };
}

/** A directory without a file yet. */
export const emptyLdif = (options: DirectoryOptions): LdifFile => ({
  mark: undefined,
  directory: new Directory(options),
  problems: [],
  remarks: new Map(),
});

/** Replaces the file by the directory; entries that were not changed keep their text. */
export const writeLdif = ({ directory, mark, remarks }: LdifFile, place: LdifPlace): Promise<void> =>
  replaceFile(place.path, textsOf(directory, remarks), mark);

class Loader {
  readonly directory: Directory;
  readonly problems: RecordProblem[] = [];
  readonly remarks = new Map<string, string>();
  #remark = '';
  /** The entry that the last record was. */
  #last: Entry | undefined;

  constructor(options: DirectoryOptions) {
    this.directory = new Directory(options);
  }

  take(record: LdifRecord): void {
    const last = this.#last;
    if (record.kind !== 'remark') this.#last = undefined;
    switch (record.kind) {
      case 'remark':
        this.#remark += `${record.raw}\n\n`;
        return;
      case 'broken':
        this.problems.push(record);
        return;
      case 'rest':
        this.#join(last, record);
        return;
      case 'change':
        this.#apply(record.change, record.line);
        return;
      case 'entry':
        this.#load(entryOf(record.dn, record.attributes, record.line, record.raw));
    }
  }

  #load(entry: Entry): void {
    const { dn, line } = entry;
    const first = this.directory.get(dn);
    if (first !== undefined) {
      const message = `There is an entry of this name already, ${JSON.stringify(first.dn)} in line ${first.line}; that one was read.`;
      this.problems.push({ kind: 'duplicate', line, dn, message, first, entry });
      return;
    }
    this.directory.load(entry);
    this.#last = entry;
    if (this.#remark !== '') this.remarks.set(entry.key, this.#remark);
    this.#remark = '';
  }

  /** What a stray blank line cut off belongs to the entry before it. */
  #join(last: Entry | undefined, { line, attributes }: LdifRecord & { readonly kind: 'rest' }): void {
    if (last === undefined) {
      this.problems.push({ kind: 'broken', line, dn: undefined, message: 'it does not begin with "dn:"' });
      return;
    }
    this.#last = entryOf(last.dn, [...linesOf(last), ...attributes], last.line);
    this.directory.replace(this.#last);
  }

  #apply(change: LdifChange, line: number): void {
    const result = applyChange(this.directory, change, line);
    if (result.kind === 'done') return;
    this.problems.push({ kind: 'change-refused', line, dn: change.dn, message: result.message });
  }
}

/** Applies a change record of a file. */
function applyChange(directory: Directory, change: LdifChange, line: number) {
  switch (change.kind) {
    case 'add': {
      const entry = entryOf(change.dn, change.attributes, line);
      return directory.load(entry) ? ({ kind: 'done' } as const) : directory.add(entry);
    }
    case 'delete':
      return directory.delete(change.dn);
    case 'modify':
      return directory.modify(change.dn, change.modifications);
    case 'rename':
      return directory.renameTo(change.dn, change);
  }
}

async function* recordTexts({ path, shownPath }: LdifPlace): AsyncGenerator<readonly RecordText[]> {
  const handle = await openToRead(path);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const splitter = new RecordSplitter();
  try {
    const stream = handle.createReadStream({ start: 0, autoClose: false, highWaterMark: 256 * 1024 });
    for await (const chunk of stream) yield splitter.push(decoder.decode(chunk, { stream: true }));
    yield splitter.push(decoder.decode());
    yield splitter.end();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const text = `${shownPath} contains bytes that are not UTF-8. Other values than texts must be in base64 ("attribute:: ...").`;
    throw new ConnectorError('incomplete', text, { cause: error });
  } finally {
    await handle.close();
  }
}

function* textsOf(directory: Directory, remarks: ReadonlyMap<string, string>): Generator<string> {
  let text = [...remarks.values(), ...firstRaw(directory)].some((one) => /^version:/im.test(one))
    ? ''
    : 'version: 1\n\n';
  for (const entry of directory.entries()) {
    text +=
      (remarks.get(entry.key) ?? '') +
      (entry.raw === undefined ? entryText(entry.dn, linesOf(entry)) : `${entry.raw}\n\n`);
    if (text.length < 65_536) continue;
    yield text;
    text = '';
  }
  yield text;
}

/** The text of the first entry: the version may stand right before it. */
function firstRaw(directory: Directory): readonly string[] {
  const first = directory.entries().next().value;
  return first?.raw === undefined ? [] : [first.raw];
}
