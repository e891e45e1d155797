// Conformance case 36, whole: a member more in a large group, from the import to its confirmation. What is written, staged,
// sent and looked at is counted, and is the same as in a small group. `npm run test:long` takes half a million members.
import { join } from 'node:path';
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

interface Counted extends Done {
  readonly rows: Readonly<Record<string, number>>;
}

/** A member comes to a group of this size; then it leaves again. */
const membersOf = async (size: number): Promise<readonly Counted[]> => {
  let counter: RowCounter | undefined;
  const rows: Readonly<Record<string, number>>[] = [];
  const group = await LargeGroup.of(size, async (_, run) => {
    const told = await run();
    if (counter !== undefined) rows.push(counter.take());
    return told;
  });
  try {
    await group.begin();
    counter = new RowCounter(group.directory);
    const done = [
      ...(await group.turnOver({ added: people(size, 1), removed: [] })),
      ...(await group.turnOver({ added: [], removed: people(size, 1) })),
    ];
    return done.map((one, index) => ({ ...one, rows: rows[index] ?? {} }));
  } finally {
    counter?.close();
    await group.close();
  }
};

/** What a member more, or one fewer, costs. */
const CYCLE = [
  { step: 'delta import of hr', members: 1, evaluated: 0, sent: 0, staged: {} },
  { step: 'delta synchronisation', members: 1, evaluated: 1, sent: 0, staged: { 'cloud update': 1 } },
  { step: 'export', members: 0, evaluated: 0, sent: 1, staged: {} },
  { step: 'delta import of cloud', members: 1, evaluated: 0, sent: 0, staged: {} },
  { step: 'delta synchronisation', members: 0, evaluated: 1, sent: 0, staged: {} },
];
/** Everything that a step writes: marks, counters, the state of the connector. */
const MOST_ROWS = 10;

const ofMembers = ({ step, rows, evaluated, references, staged }: Counted): (typeof CYCLE)[number] => ({
  step,
  members: (rows.object_reference ?? 0) + (rows.mv_reference ?? 0),
  evaluated,
  sent: references,
  staged,
});

/** Texts that records share are written when they first occur. */
const withoutPhrases = ({ rows: { phrase: _, ...rows }, ...done }: Counted): Omit<Counted, 'phrase'> => ({
  ...done,
  rows,
});

describe('36 One member of 500,000', () => {
  it(`costs the same in a group of ${LARGE.toLocaleString('en')} as in one of ${SMALL}`, async () => {
    const small = await membersOf(SMALL);
    const large = await membersOf(LARGE);
    expect(large.map(ofMembers)).toEqual(Array.from({ length: 2 }, () => CYCLE).flat());
    expect(large.map(({ rows }) => Object.values(rows).reduce((sum, n) => sum + n, 0) < MOST_ROWS)).not.toContain(
      false,
    );
    expect(large.map(withoutPhrases)).toEqual(small.map(withoutPhrases));
  }, 3_000_000);
});
