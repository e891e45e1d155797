// Runs imports and exports to their end, for tests.
import type { Connector, ExportOutcome, ExportRequest, ImportEvent, ImportRequest, ImportSelection } from '../port.js';

export interface Collected {
  readonly events: readonly ImportEvent[];
  readonly objects: readonly (ImportEvent & { readonly kind: 'object' })[];
  readonly faults: readonly (ImportEvent & { readonly kind: 'fault' })[];
  readonly ended: boolean;
  readonly error: unknown;
}

/** A full import of these types and attributes, with what it threw. */
export async function fullImport(
  connector: Connector,
  selection: Readonly<Record<string, readonly string[]>> | ImportSelection,
  options: Partial<ImportRequest> = {},
): Promise<Collected> {
  const events: ImportEvent[] = [];
  let error: unknown;
  try {
    const types = selection instanceof Map ? selection : new Map(Object.entries(selection));
    for await (const event of connector.import({ mode: 'full', selection: types, ...options })) events.push(event);
  } catch (thrown) {
    error = thrown;
  }
  return {
    events,
    objects: events.filter((event) => event.kind === 'object'),
    faults: events.filter((event) => event.kind === 'fault'),
    ended: events.some((event) => event.kind === 'end'),
    error,
  };
}

export async function exportAll(
  connector: Connector,
  requests: readonly ExportRequest[],
): Promise<readonly ExportOutcome[]> {
  const outcomes: ExportOutcome[] = [];
  for await (const outcome of connector.export(requests, {})) outcomes.push(outcome);
  return outcomes;
}
