// Conformance case 36, whole: a member more in a large group, from the import to its confirmation. What is written, staged,
// sent, looked at and read is counted, and is the same as in a small group. `npm run test:long` takes half a million members.
import { join } from 'node:path';
import type { Store } from '@syncrule/runtime/store';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { type Done, LargeGroup, people } from '../bench/groups/cycle.js';

const SMALL = 500;
const LARGE = process.env.SYNCRULE_LONG === undefined ? 20_000 : 500_000;

/** Counts the rows that are written into a store, by table. */
class RowCounter {
  private readonly db;

  constructor(directory: string) {
    this.db = new Database(join(directory, 'space.db'));
    const tables = this.db
      .prepare<[], string>("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
      .pluck()
      .all();
    this.db.exec('create table written (name text primary key, rows integer not null)');
    for (const table of tables) {
      this.db.prepare('insert into written values (?, 0)').run(table);
      for (const event of ['insert', 'update', 'delete'])
        this.db.exec(
          `create trigger count_${event}_${table} after ${event} on ${table}
           begin update written set rows = rows + 1 where name = '${table}'; end`,
        );
    }
  }

  /** Since it was asked last. */
  take(): Readonly<Record<string, number>> {
    const rows = this.db.prepare<[], [string, number]>('select name, rows from written where rows > 0').raw().all();
    this.db.exec('update written set rows = 0');
    return Object.fromEntries(rows);
  }

  close(): void {
    this.db.close();
  }
}

/** What a store gave: fields of records, with and without their values, values of lists, ids; and of all that the values. */
interface Read {
  readonly fields: number;
  readonly values: number;
}

const NOTHING_READ: Read = { fields: 0, values: 0 };

class ReadCounter {
  private read = NOTHING_READ;

  readonly around = (store: Store): Store => ({
    ...store,
    load: async (needs) => {
      const loaded = await store.load(needs);
      for (const answers of Object.values(loaded)) {
        const { fields, values } = this.read;
        this.read = { fields: fields + leavesOf(answers), values: values + valuesOf(answers) };
      }
      return loaded;
    },
  });

  /** Since it was asked last. */
  take(): Read {
    const { read } = this;
    this.read = NOTHING_READ;
    return read;
  }
}

const leavesOf = (content: unknown): number => {
  if (content instanceof Map || Array.isArray(content)) return sum([...content.values()].map(leavesOf));
  if (typeof content !== 'object' || content === null) return content === undefined ? 0 : 1;
  return sum(Object.values(content).map(leavesOf));
};

/** Where records keep values: of objects, of metaverse objects and what was contributed to them, of what is staged and was sent. */
const VALUES = new Set(['image', 'values', 'part', 'exported', 'sent', 'changes', 'once', 'kept']);

const valuesOf = (content: unknown): number => {
  if (content instanceof Map || Array.isArray(content)) return sum([...content.values()].map(valuesOf));
  if (typeof content !== 'object' || content === null) return 0;
  return sum(Object.entries(content).map(([name, member]) => (VALUES.has(name) ? leavesOf(member) : valuesOf(member))));
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

interface Counted extends Done {
  readonly rows: Readonly<Record<string, number>>;
  /** What a synchronisation read. Imports and exports read a group whole. */
  readonly read: Read;
}

/** A member comes to a group of this size; then it leaves again. */
const membersOf = async (size: number): Promise<readonly Counted[]> => {
  let counter: RowCounter | undefined;
  const counts: Pick<Counted, 'rows' | 'read'>[] = [];
  const reads = new ReadCounter();
  const group = await LargeGroup.of(
    size,
    async (step, run) => {
      reads.take();
      const told = await run();
      const read = step === 'delta synchronisation' ? reads.take() : NOTHING_READ;
      if (counter !== undefined) counts.push({ rows: counter.take(), read });
      return told;
    },
    reads.around,
  );
  try {
    await group.begin();
    counter = new RowCounter(group.directory);
    const done = [
      ...(await group.turnOver({ added: people(size, 1), removed: [] })),
      ...(await group.turnOver({ added: [], removed: people(size, 1) })),
    ];
    return done.map((one, index) => ({ ...one, ...(counts[index] ?? { rows: {}, read: NOTHING_READ }) }));
  } finally {
    counter?.close();
    await group.close();
  }
};

/** What a member more, or one fewer, costs. */
const CYCLE = [
  { step: 'delta import of hr', members: 1, written: 0, evaluated: 0, sent: 0, staged: {} },
  { step: 'delta synchronisation', members: 1, written: 0, evaluated: 1, sent: 0, staged: { 'cloud update': 1 } },
  { step: 'export', members: 0, written: 2, evaluated: 0, sent: 1, staged: {} },
  { step: 'delta import of cloud', members: 1, written: 1, evaluated: 0, sent: 0, staged: {} },
  { step: 'delta synchronisation', members: 0, written: 0, evaluated: 1, sent: 0, staged: {} },
];
/** Everything that a step writes: marks, counters, the state of the connector. */
const MOST_ROWS = 10;
/** What the store gives in a synchronisation, what it gives anew included. */
const MOST_READ: Read = { fields: 300, values: 100 };

const ofMembers = ({ step, rows, evaluated, references, staged }: Counted): (typeof CYCLE)[number] => ({
  step,
  members: (rows.object_reference ?? 0) + (rows.mv_reference ?? 0),
  written: rows.written_reference ?? 0,
  evaluated,
  sent: references,
  staged,
});

/** Texts that records share, and names of lists, are written when they first occur. */
const withoutNew = ({ rows: { phrase: _, written_list: __, ...rows }, ...done }: Counted): Counted => ({
  ...done,
  rows,
});

describe('36 One member of 500,000', () => {
  it(`costs the same in a group of ${LARGE.toLocaleString('en')} as in one of ${SMALL}`, async () => {
    const small = (await membersOf(SMALL)).map(withoutNew);
    const large = (await membersOf(LARGE)).map(withoutNew);
    expect(large.map(ofMembers)).toEqual(Array.from({ length: 2 }, () => CYCLE).flat());
    for (const { step, rows, read } of large) {
      expect(sum(Object.values(rows))).toBeLessThan(MOST_ROWS);
      expect(read.fields).toBeLessThan(MOST_READ.fields);
      expect(read.values).toBeLessThan(MOST_READ.values);
      expect(read.values > 0).toBe(step === 'delta synchronisation');
    }
    expect(large).toEqual(small);
  }, 3_000_000);
});
