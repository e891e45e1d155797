// Import of one connector: its events, page by page, into its connector space (engine specification, 6.1).
import { type Connector, ConnectorError, type ImportRequest } from '../../connectors/index.js';
import type { PlanConnector } from '../../plan/index.js';
import type { ConnectorState } from '../../store/index.js';
import { RunFault } from '../fault.js';
import { breathe, type OnProgress, silent } from '../progress.js';
import { connectorOf, type Space, selectedAttributes, spaceTypesOf } from '../space.js';
import { type Statistics, Tally } from '../statistics.js';
import { concludeAbsence } from './obsolete.js';
import { commitPage, type RowEvent } from './page.js';
import { SeenObjects } from './seen.js';
import { IdSource, type ImportSession, RowFaults } from './session.js';

export interface ImportOptions {
  readonly mode: 'full' | 'delta';
  /** The time at which the import begins. */
  readonly at: number;
  readonly signal?: AbortSignal;
  readonly progress?: OnProgress;
}

export interface ImportReport {
  readonly statistics: Statistics;
  /** Whether the connector said that it saw everything. */
  readonly ended: boolean;
  /** Rows that could not be told from others: while there are any, absence proves nothing. */
  readonly unknownRows: number;
}

/**
 * Imports a connector. What arrived stays when the import does not end; nothing is concluded from what did not arrive.
 * Throws {@link RunFault} where the import may not begin, and what the connector throws where it fails.
 */
export const importConnector = async (
  space: Space,
  name: string,
  system: Connector,
  options: ImportOptions,
): Promise<ImportReport> => {
  const connector = connectorOf(space, name);
  const session = await begin(space, connector, system, options);
  const ended = await receive(session, system, requestOf(session, options), options).catch((error: unknown) => {
    throw options.mode === 'delta' ? withoutWatermark(connector.name, error) : error;
  });
  const { unknown } = session.rowFaults;
  return { statistics: session.tally.statistics, ended, unknownRows: unknown };
};

const begin = async (
  space: Space,
  connector: PlanConnector,
  system: Connector,
  { mode, at }: ImportOptions,
): Promise<ImportSession> => {
  const { store } = space;
  if ((await store.space()).unfinished) throw unfinished(connector.name);
  const before = (await store.connectorStates()).find((state) => state.connector === connector.name);
  requireCapability(system, connector.name, mode);
  if (mode === 'delta') requireFullImport(space, connector.name, before);
  const state = { ...(before ?? newState(connector.name)), generation: (before?.generation ?? 0) + 1 };
  await store.commit({ connectors: [state] });
  const old = await store.errors({ connector: connector.name, origin: 'import' });
  return {
    space,
    connector,
    at,
    settledBefore: at - system.capabilities.settling,
    state,
    tally: new Tally(),
    seen: new SeenObjects(),
    named: new SeenObjects(),
    formerNames: new Map(),
    referencesFollow: system.capabilities.referencesFollow,
    told: new SeenObjects(),
    followed: new Set(),
    flawed: new Set(old.flatMap(({ unit }) => ('object' in unit ? [unit.object] : []))),
    rowFaults: new RowFaults(),
    ids: new IdSource((await store.nextIds()).object),
  };
};

const receive = async (
  session: ImportSession,
  system: Connector,
  request: ImportRequest,
  { mode, signal, progress = silent }: ImportOptions,
): Promise<boolean> => {
  let rows: RowEvent[] = [];
  let done = 0;
  let total = 0;
  const flush = async (state?: ConnectorState): Promise<void> => {
    if (rows.length > 0 || state) await commitPage(session, rows, state);
    done += rows.length;
    rows = [];
    progress({ phase: `${mode} import`, done, total });
    await breathe();
    if (signal?.aborted) throw interrupted(session, done);
  };
  for await (const event of system.import(request)) {
    if (event.kind === 'end') {
      await flush();
      await conclude(session, mode, event.watermark, progress);
      return true;
    }
    if (event.kind === 'page') {
      total = event.total ?? 0;
      await flush(resumable(session, mode, event.watermark));
    } else {
      rows.push(event);
    }
  }
  await flush();
  await recordRowFaults(session);
  return false;
};

/** A delta may go on from each of its pages; a full import that did not end has proven nothing. */
const resumable = (session: ImportSession, mode: 'full' | 'delta', watermark: string | undefined) =>
  mode === 'delta' && watermark !== undefined ? { ...session.state, watermark } : undefined;

const conclude = async (
  session: ImportSession,
  mode: 'full' | 'delta',
  watermark: string | undefined,
  progress: OnProgress,
): Promise<void> => {
  const { state, rowFaults, space, connector, at } = session;
  if (mode === 'full' && rowFaults.unknown === 0) await concludeAbsence(session, progress);
  const full = {
    selection: selectedAttributes(space, connector.name),
    unknownRows: rowFaults.unknown,
    lastFullImport: at,
  };
  await recordRowFaults(session, {
    ...state,
    watermark: watermark ?? (mode === 'full' ? undefined : state.watermark),
    ...(mode === 'full' ? full : {}),
  });
};

const recordRowFaults = (session: ImportSession, state?: ConnectorState): Promise<void> =>
  session.space.store.commit({
    errors: [
      {
        unit: { connector: session.connector.name },
        origin: 'import',
        errors: session.rowFaults.errors,
        at: session.at,
      },
    ],
    ...(state ? { connectors: [state] } : {}),
  });

const requestOf = (session: ImportSession, { mode, signal }: ImportOptions): ImportRequest => {
  const { watermark } = session.state;
  return {
    mode,
    selection: new Map(
      spaceTypesOf(session.space, session.connector.name).map((type) => [type.shortName, [...type.stored.keys()]]),
    ),
    ...(mode === 'delta' && watermark !== undefined ? { watermark } : {}),
    ...(signal ? { signal } : {}),
  };
};

const newState = (connector: string): ConnectorState => ({
  connector,
  watermark: undefined,
  generation: 0,
  selection: undefined,
  unknownRows: 0,
  lastFullImport: undefined,
});

const requireCapability = (system: Connector, connector: string, mode: 'full' | 'delta'): void => {
  const can = mode === 'full' ? system.capabilities.fullImport : system.capabilities.deltaImport;
  if (!can) throw new RunFault('not-supported', `The connector “${connector}” cannot do a ${mode} import.`);
};

const requireFullImport = (space: Space, connector: string, state: ConnectorState | undefined): void => {
  const has = new Set(state?.selection);
  const missing = selectedAttributes(space, connector).filter((attribute) => !has.has(attribute));
  if (state?.selection && state.watermark !== undefined && missing.length === 0) return;
  const why = !state?.selection
    ? 'no full import of it has ended yet'
    : missing.length > 0
      ? `the last full import did not ask for ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ' …' : ''}`
      : 'there is no watermark to go on from';
  throw new RunFault(
    'full-import-required',
    `A delta import of “${connector}” cannot begin: ${why}. Run a full import: syncrule import ${connector}`,
  );
};

/** What a delta import fails of; a watermark that the system does not take any more leaves only a full import. */
const withoutWatermark = (connector: string, error: unknown): unknown =>
  error instanceof ConnectorError && error.kind === 'watermark-refused'
    ? new RunFault(
        'full-import-required',
        `A delta import of “${connector}” cannot go on from the last one: ${error.message} Run a full import: syncrule import ${connector}`,
      )
    : error;

const unfinished = (connector: string): RunFault =>
  new RunFault(
    'unfinished-sync',
    `“${connector}” cannot be imported now: a synchronisation began and did not end. Finish it: syncrule sync`,
  );

const interrupted = ({ connector, tally }: ImportSession, done: number): RunFault =>
  new RunFault(
    'interrupted',
    `The import of “${connector.name}” was interrupted after ${done} rows. They stay; nothing is concluded from the others.`,
    { [connector.name]: tally.statistics },
  );
