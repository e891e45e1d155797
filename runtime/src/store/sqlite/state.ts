// The state of connectors and of the space, and the numbers that ids go on from.
import type { Database } from 'better-sqlite3';
import type { ConnectorState, SpaceState } from '../records.js';
import { decodeData, encodeData } from './data.js';
import type { Dictionary } from './dictionary.js';

export interface StateTable {
  connectors(): readonly ConnectorState[];
  writeConnector(state: ConnectorState): void;
  space(): SpaceState;
  writeSpace(state: SpaceState): void;
  /** The next free number of this kind. */
  next(counter: 'object' | 'mv'): number;
  /** Numbers up to this one were given: also when their owners go, they are not given again. */
  used(counter: 'object' | 'mv', by: readonly { readonly after: { readonly id: number } }[]): void;
}

const NEW_SPACE: SpaceState = { plan: undefined, lastSync: undefined, unfinished: undefined };

export function openState(db: Database, connectors: Dictionary): StateTable {
  const selectConnectors = db.prepare<[], string>('select data from connector_state order by connector').pluck();
  const putConnector = db.prepare<[number, string]>('insert or replace into connector_state values (?, ?)');
  const getState = db.prepare<[string], string>('select data from state where name = ?').pluck();
  const putState = db.prepare<[string, string]>('insert or replace into state values (?, ?)');
  const getCounter = db.prepare<[string], number>('select value from counter where name = ?').pluck();
  const putCounter = db.prepare<[string, number]>(
    'insert into counter values (?, ?) on conflict (name) do update set value = max(value, excluded.value)',
  );
  return {
    connectors: () => selectConnectors.all().map((data) => decodeData<ConnectorState>(data)),
    writeConnector: (state) => putConnector.run(connectors.give(state.connector), encodeData(state)),
    space: () => {
      const data = getState.get('space');
      return data === undefined ? NEW_SPACE : decodeData<SpaceState>(data);
    },
    writeSpace: (state) => putState.run('space', encodeData(state)),
    next: (counter) => getCounter.get(counter) ?? 1,
    used: (counter, by) => {
      let most = 0;
      for (const { after } of by) most = Math.max(most, after.id);
      if (most > 0) putCounter.run(counter, most + 1);
    },
  };
}
