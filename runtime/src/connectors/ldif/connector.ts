// An LDIF file as a connected system: a directory without a server.
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { batchesOf } from '../batches.js';
import { appendDurably, fileMark, sameMark } from '../files.js';
import {
  type Connector,
  type ConnectorContext,
  ConnectorError,
  type ExportOutcome,
  type ExportRequest,
  type ImportEvent,
  type ImportSelection,
} from '../port.js';
import { contextOf, type LdifContext } from './context.js';
import { discoverEntries } from './discovery.js';
import { exporterTo } from './export.js';
import { emptyLdif, type LdifFile, readLdif, writeLdif } from './file.js';
import { entryReader, importEntries, repeatedAnchors } from './import.js';
import { checkLdifSettings } from './settings.js';
import { changeText } from './write.js';

/** Requests that one rewriting of the file carries. */
const EXPORT_BATCH = 10_000;

/** Opens an LDIF file as a connector. Does not look at the file yet. */
export function openLdif(
  settings: unknown,
  { name, schema, directory }: ConnectorContext,
  newId: () => string = randomUUID,
): Connector {
  const checked = checkLdifSettings(settings, name);
  const context = contextOf(name, schema, checked, resolve(directory, checked.path));
  const changeLog = checked.changeLog === undefined ? undefined : resolve(directory, checked.changeLog);
  const cache = new FileCache(context);

  return {
    capabilities: {
      fullImport: true,
      deltaImport: false,
      export: true,
      confirms: 'by-import',
      references: context.references,
      names: true,
      referencesFollow: context.options.followed.size > 0,
      settling: 0,
    },
    schema: async () => discoverEntries(await cache.read(() => undefined), context),
    async *import({ mode, selection, signal }) {
      if (mode === 'delta')
        throw new ConnectorError('watermark-refused', 'An LDIF file has no delta import; import it in full.');
      const checkpoint = (): void => checkSignal(signal);
      checkpoint();
      yield* importEntries(await cache.read(checkpoint), selection, context, checkpoint);
    },
    async *export(requests, { signal }) {
      for await (const batch of batchesOf(requests, EXPORT_BATCH)) {
        checkSignal(signal);
        yield* await exportBatch(batch, cache, { context, changeLog, newId });
      }
    },
    lookUp: async (type, by, selection) => find(await cache.read(() => undefined), type, by, selection, context),
    close: async () => cache.drop(),
  };
}

/** The file as it was read or written last, until somebody else changes it. */
class FileCache {
  #file: LdifFile | undefined;

  constructor(readonly context: LdifContext) {}

  async read(checkpoint: () => void): Promise<LdifFile> {
    const known = this.#file;
    if (known !== undefined && sameMark(known.mark, await fileMark(this.context.place.path))) return known;
    return this.#remember(await readLdif(this.context.place, this.context.options, checkpoint));
  }

  /** Also where there is no file yet. */
  async readOrBegin(): Promise<LdifFile> {
    const there = await fileMark(this.context.place.path);
    return there === undefined ? emptyLdif(this.context.options) : this.read(() => undefined);
  }

  /** Writes a changed directory. Its entries stand on other lines now, so it is read again when it is needed. */
  async write(file: LdifFile): Promise<void> {
    this.drop();
    await writeLdif(file, this.context.place);
  }

  drop(): void {
    this.#file = undefined;
  }

  #remember(file: LdifFile): LdifFile {
    this.#file = file;
    return file;
  }
}

interface ExportContext {
  readonly context: LdifContext;
  readonly changeLog: string | undefined;
  readonly newId: () => string;
}

async function exportBatch(
  requests: readonly ExportRequest[],
  cache: FileCache,
  { context, changeLog, newId }: ExportContext,
): Promise<readonly ExportOutcome[]> {
  const file = await cache.readOrBegin();
  refuseProblems(file, context);
  const exporter = exporterTo(file.directory, context, newId);
  cache.drop();
  const outcomes = requests.map((request) => exporter.apply(request));
  if (exporter.log.length === 0) return outcomes;
  await cache.write(file);
  if (changeLog !== undefined) await appendDurably(changeLog, exporter.log.map(changeText).join(''));
  return outcomes;
}

/** Rewriting the file would lose the records that are not part of the directory. */
function refuseProblems({ problems }: LdifFile, { place }: LdifContext): void {
  const [first] = problems;
  if (first === undefined) return;
  throw new ConnectorError(
    'incomplete',
    `${place.shownPath} is not rewritten, because the record in line ${first.line} would be lost: ${first.message}`,
  );
}

function find(
  file: LdifFile,
  type: string,
  by: { readonly name?: string; readonly anchor?: string },
  selection: ImportSelection,
  context: LdifContext,
): ImportEvent | 'absent' | 'unknown' {
  const attributes = new Map([[type, selection.get(type) ?? []]]);
  const read = entryReader(attributes, context, repeatedAnchors(file, attributes, context));
  const entries =
    by.anchor === undefined && by.name !== undefined ? [file.directory.get(by.name)] : file.directory.entries();
  for (const entry of entries) {
    const event = entry === undefined ? undefined : read(entry);
    if (event === undefined || (event.kind !== 'object' && event.kind !== 'fault')) continue;
    if (by.anchor === undefined || event.anchor === by.anchor) return event;
  }
  return file.problems.length > 0 ? 'unknown' : 'absent';
}

function checkSignal(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ConnectorError('interrupted', 'The step was interrupted.');
}
