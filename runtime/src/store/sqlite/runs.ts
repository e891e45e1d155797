// The history of runs.
import type { Database } from 'better-sqlite3';
import type { RunRecord, Store } from '../port.js';
import { decodeData, encodeData } from './data.js';

export interface RunTable {
  begin(run: Parameters<Store['beginRun']>[0]): number;
  end(id: number, end: Parameters<Store['endRun']>[1]): void;
  last(limit: number): readonly RunRecord[];
}

type RunRow = readonly [
  id: number,
  step: string,
  connector: string | null,
  startedAt: number,
  endedAt: number | null,
  status: string,
  statistics: string,
];

export function openRuns(db: Database): RunTable {
  const insert = db.prepare<[string, string | null, number]>(
    "insert into run (step, connector, started_at, status, statistics) values (?, ?, ?, 'running', '{}')",
  );
  const update = db.prepare<[number, string, string, number]>(
    'update run set ended_at = ?, status = ?, statistics = ? where id = ?',
  );
  const select = db.prepare<[number], RunRow>(
    'select id, step, connector, started_at, ended_at, status, statistics from run order by id desc limit ?',
  );
  return {
    begin: ({ step, connector, startedAt }) => Number(insert.run(step, connector ?? null, startedAt).lastInsertRowid),
    end: (id, { endedAt, status, statistics }) => update.run(endedAt, status, encodeData(statistics), id),
    last: (limit) => select.raw().all(limit).map(decodeRun),
  };
}

const decodeRun = ([id, step, connector, startedAt, endedAt, status, statistics]: RunRow): RunRecord => ({
  id,
  step,
  connector: connector ?? undefined,
  startedAt,
  endedAt: endedAt ?? undefined,
  status,
  statistics: decodeData<RunRecord['statistics']>(statistics),
});
