// CSV files as a connected system: one file for each object type.
import { batchesOf } from '../batches.js';
import type {
  Connector,
  ConnectorContext,
  ExportOutcome,
  ExportRequest,
  ImportEvent,
  ImportSelection,
} from '../port.js';
import { ConnectorError } from '../port.js';
import { discoverFiles } from './discovery.js';
import { exportToFile } from './export.js';
import { checkSignal, importFiles } from './import.js';
import { layoutOf, placesOf } from './layout.js';
import { checkCsvSettings } from './settings.js';

/** Requests that one rewriting of a file carries. */
const EXPORT_BATCH = 10_000;

/** Opens CSV files as a connector. Looks at no file yet. */
export function openCsv(settings: unknown, context: ConnectorContext): Connector {
  const places = placesOf(checkCsvSettings(settings, context.name), context);
  const references = context.schema.references ?? 'anchor';
  const layout = (type: string) => layoutOf(type, places, context);
  const events = (selection: ImportSelection, signal?: AbortSignal): AsyncGenerator<ImportEvent> =>
    importFiles({ layouts: [...selection.keys()].map(layout), selection, references, signal });

  return {
    capabilities: {
      fullImport: true,
      deltaImport: false,
      export: true,
      confirms: 'by-import',
      references,
      names: context.schema.naming !== undefined,
      referencesFollow: false,
      settling: 0,
    },
    schema: () => discoverFiles(places),
    import: ({ mode, selection, signal }) => {
      if (mode === 'delta')
        throw new ConnectorError('watermark-refused', 'A CSV file has no delta import; import it in full.');
      return events(selection, signal);
    },
    async *export(requests, { signal }) {
      for await (const batch of batchesOf(requests, EXPORT_BATCH)) {
        checkSignal(signal);
        const outcomes = await exportBatch(batch, (type, some) => exportToFile(layout(type), some, references));
        for (const { id } of batch) yield outcomes.get(id) ?? bug(id);
      }
    },
    lookUp: (type, by, selection) => find(events(new Map([[type, selection.get(type) ?? []]])), by),
    close: async () => undefined,
  };
}

async function exportBatch(
  batch: readonly ExportRequest[],
  exportType: (type: string, requests: readonly ExportRequest[]) => Promise<ReadonlyMap<string, ExportOutcome>>,
): Promise<ReadonlyMap<string, ExportOutcome>> {
  const outcomes = new Map<string, ExportOutcome>();
  for (const type of new Set(batch.map((request) => request.type))) {
    for (const [id, outcome] of await exportType(
      type,
      batch.filter((request) => request.type === type),
    )) {
      outcomes.set(id, outcome);
    }
  }
  return outcomes;
}

/** The object in a full import; absent only if the import saw everything. */
async function find(
  events: AsyncIterable<ImportEvent>,
  by: { readonly name?: string; readonly anchor?: string },
): Promise<ImportEvent | 'absent' | 'unknown'> {
  let unknownRows = false;
  for await (const event of events) {
    if (event.kind === 'fault' && event.anchor === undefined) unknownRows = true;
    if (event.kind !== 'object' && event.kind !== 'fault') continue;
    if (by.anchor !== undefined ? event.anchor === by.anchor : event.kind === 'object' && event.name === by.name)
      return event;
  }
  return unknownRows ? 'unknown' : 'absent';
}

const bug = (id: string): never => {
  throw new Error(`bug: no outcome for export request ${id}`);
};
