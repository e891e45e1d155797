// The connector to a system in memory: for tests of rules, whose systems exist while a test runs.
import { type Connector, ConnectorError, type ExportOutcome, type ExportRequest } from '../port.js';
import { carryOut } from './export.js';
import { importedObject, importObjects, selectedAttributes } from './import.js';
import type { MemoryObject, MemorySystem } from './system.js';

/** Opens a system in memory. Several connectors to one system see the same objects. */
export function openMemory(system: MemorySystem): Connector {
  const { schema } = system;
  return {
    capabilities: {
      fullImport: true,
      deltaImport: false,
      export: true,
      confirms: 'by-import',
      references: schema.references ?? 'anchor',
      names: schema.naming !== undefined,
      referencesFollow: false,
      settling: 0,
    },
    schema: async () => schema,
    async *import({ mode, selection, signal }) {
      if (mode === 'delta')
        throw new ConnectorError('watermark-refused', 'A system in memory has no delta import; import it in full.');
      yield* importObjects(system, selection, () => checkSignal(signal));
    },
    async *export(requests, { signal }) {
      for await (const request of requests) {
        checkSignal(signal);
        yield outcomeOf(system, request);
      }
    },
    lookUp: async (type, by, selection) => {
      const found = find(system, by);
      if (found?.type !== type) return 'absent';
      const attributes = selectedAttributes(schema, new Map([[type, selection.get(type) ?? []]]));
      return importedObject(system, found, attributes.get(type) ?? []);
    },
    close: async () => undefined,
  };
}

const outcomeOf = (system: MemorySystem, request: ExportRequest): ExportOutcome => ({
  id: request.id,
  ...carryOut(system, request),
});

const find = (
  system: MemorySystem,
  by: { readonly name?: string; readonly anchor?: string },
): MemoryObject | undefined => (by.anchor === undefined ? system.named(by.name) : system.get(by.anchor));

function checkSignal(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ConnectorError('interrupted', 'The step was interrupted.');
}
