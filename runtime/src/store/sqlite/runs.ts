// The history of runs and their steps.
import type { Database } from 'better-sqlite3';
import type { RunEnd, RunRecord, Store } from '../port.js';
import { decodeData, encodeData } from './data.js';

export interface RunTable {
  begin(run: Parameters<Store['beginRun']>[0]): number;
  end(id: number, end: RunEnd): void;
  find(query: Parameters<Store['runs']>[0]): readonly RunRecord[];
  one(id: number): RunRecord | undefined;
  /** Forgets those that began before a time, with their steps. */
  forgetBefore(time: number): void;
}

type RunRow = readonly [
  id: number,
  parent: number | null,
  step: string,
  connector: string | null,
  startedAt: number,
  endedAt: number | null,
  status: string,
  statistics: string,
  message: string | null,
  errors: string,
  findings: string,
];

const COLUMNS = 'id, parent, step, connector, started_at, ended_at, status, statistics, message, errors, findings';

export function openRuns(db: Database): RunTable {
  // There is one writer, so whatever is still running when the next run begins has lost its process.
  const bury = db.prepare<[number | null]>("update run set status = 'died' where status = 'running' and id is not ?");
  const insert = db.prepare<[number | null, string, string | null, number]>(
    "insert into run (parent, step, connector, started_at, status, statistics) values (?, ?, ?, ?, 'running', '{}')",
  );
  const update = db.prepare<[number, string, string, string | null, string, string, number]>(
    'update run set ended_at = ?, status = ?, statistics = ?, message = ?, errors = ?, findings = ? where id = ?',
  );
  const last = db.prepare<[number], RunRow>(`select ${COLUMNS} from run where parent is null order by id desc limit ?`);
  const steps = db.prepare<[number], RunRow>(`select ${COLUMNS} from run where parent = ? order by id`);
  const one = db.prepare<[number], RunRow>(`select ${COLUMNS} from run where id = ?`);
  const oldest = db.prepare<[], number>('select started_at from run order by id limit 1').pluck();
  const remove = db.prepare<[number, number]>(
    'delete from run where started_at < ? or parent in (select id from run where started_at < ?)',
  );
  return {
    begin: ({ step, connector, startedAt, parent = null }) => {
      bury.run(parent);
      return Number(insert.run(parent, step, connector ?? null, startedAt).lastInsertRowid);
    },
    end: (id, { endedAt, status, statistics, message, errors = {}, findings = [] }) => {
      const data = [encodeData(statistics), message ?? null, encodeData(errors), encodeData(findings)] as const;
      update.run(endedAt, status, ...data, id);
    },
    find: (query) => ('of' in query ? steps.raw().all(query.of) : last.raw().all(query.limit)).map(decodeRun),
    one: (id) => {
      const row = one.raw().get(id);
      return row && decodeRun(row);
    },
    forgetBefore: (time) => {
      // Runs are numbered in the order in which they began: nearly always there is nothing to forget.
      if ((oldest.get() ?? time) < time) remove.run(time, time);
    },
  };
}

const decodeRun = (row: RunRow): RunRecord => {
  const [id, parent, step, connector, startedAt, endedAt, status, statistics, message, errors, findings] = row;
  return {
    id,
    parent: parent ?? undefined,
    step,
    connector: connector ?? undefined,
    startedAt,
    endedAt: endedAt ?? undefined,
    status,
    statistics: decodeData<RunRecord['statistics']>(statistics),
    message: message ?? undefined,
    errors: decodeData<RunRecord['errors']>(errors),
    findings: decodeData<RunRecord['findings']>(findings),
  };
};
