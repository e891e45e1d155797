// The Store port over one SQLite database.
import type { Database } from 'better-sqlite3';
import { mvId, objectId } from '../../values/value.js';
import type { NameForm } from '../names.js';
import type { Changes, Selection, Store } from '../port.js';
import type { ConnectorState, Operation } from '../records.js';
import type { RuleNames } from '../renaming.js';
import { openAgenda } from './agenda.js';
import { openAnswers } from './answers.js';
import { applyChanges } from './commit.js';
import { openCounts } from './counts.js';
import { openDepartures } from './departures.js';
import { openDone } from './done.js';
import { openErrors } from './errors.js';
import { openKeySpecs } from './key-specs.js';
import { openMvs } from './mvs.js';
import { openObjects } from './objects.js';
import { openRanges } from './ranges.js';
import { openRenaming } from './renaming.js';
import { openRuns } from './runs.js';
import { openSearch } from './search.js';
import { openStaged } from './staged.js';
import { openState } from './state.js';
import { openTables } from './tables.js';
import { openTransactions } from './transactions.js';

export interface StoreOptions {
  readonly names: NameForm;
  /** Whether this process may write. */
  readonly write: boolean;
  readonly close: () => void;
}

/** A store over a database that has our tables. */
export function storeOver(db: Database, { names, write, close }: StoreOptions): Store {
  const tables = openTables(db, names, write);
  const objects = openObjects(db, tables);
  const mvs = openMvs(db, tables);
  const staged = openStaged(db, tables);
  const departures = openDepartures(db);
  const errors = openErrors(db, tables.connectors);
  const agenda = openAgenda(db);
  const done = openDone(db);
  const state = openState(db, tables.connectors);
  const specs = openKeySpecs(db, write);
  const runs = openRuns(db);
  const ranges = openRanges(db, tables);
  const search = openSearch(db, tables);
  const counts = openCounts(db, tables);
  const rename = openRenaming(db);
  const renameRules = (names: RuleNames): void => {
    rename(names);
    for (const memory of [tables, mvs, staged]) memory.forget();
  };
  const answer = openAnswers(db, { tables, objects, mvs, staged, specs });
  const transactions = openTransactions(db, () => {
    for (const memory of [tables, mvs, staged, specs]) memory.forget();
  });
  const apply = (changes: Changes): void =>
    applyChanges({ objects, mvs, staged, errors, departures, agenda, done, state, specs, renameRules }, changes);
  const open = (selection: Selection) => {
    const { layouts, retired } = tables.layouts.open(selection);
    if (retired.length > 0 && write) forgetCompleteness(state, retired);
    return layouts;
  };

  return {
    open: async (selection) => transactions.alone(() => open(selection)),
    keySpecs: async (texts) => transactions.alone(() => specs.give(texts)),
    nextIds: async () => ({ object: objectId(state.next('object')), mv: mvId(state.next('mv')) }),
    load: async (needs) => transactions.reading(() => answer(needs)),
    commit: async (changes) => {
      if (changes.followed) transactions.followed(() => apply(changes));
      else transactions.alone(() => apply(changes));
    },
    objectIds: async (range) => ranges.objects(range),
    findable: async (range) => ranges.findable(range),
    mvIds: async (range) => ranges.mvs(range),
    marks: async () => agenda.marks(),
    done: async () => done.all(),
    due: async (time) => agenda.due(time),
    refused: async () => agenda.refused(),
    connectorStates: async () => state.connectors(),
    space: async () => state.space(),
    operations: (connector) => pages((row) => staged.operationsAfter(row, connector)),
    errors: async (query) => errors.find(query),
    search: async ({ text, limit }) => ({ objects: search.objects(text, limit), mvs: search.mvs(text, limit) }),
    counts: async () => counts(),
    departures: async (key) => departures.find(key),
    beginRun: async (run) => transactions.alone(() => runs.begin(run)),
    endRun: async (id, end) => transactions.alone(() => runs.end(id, end)),
    forgetHistory: async (before) =>
      transactions.alone(() => {
        runs.forgetBefore(before.runs);
        departures.forgetBefore(before.departures);
      }),
    runs: async (query) => runs.find(query),
    run: async (id) => runs.one(id),
    close: async () => {
      transactions.settle();
      close();
    },
  };
}

/** Page after page, so that whoever reads may write in between. */
async function* pages(after: (row: number) => readonly (readonly [number, Operation])[]): AsyncGenerator<Operation> {
  let last = 0;
  for (;;) {
    const page = after(last);
    if (page.length === 0) return;
    for (const [row, operation] of page) {
      yield operation;
      last = row;
    }
  }
}

/** What was imported of attributes whose type changed is gone, so no import of them counts as complete. */
function forgetCompleteness(
  state: { connectors(): readonly ConnectorState[]; writeConnector(state: ConnectorState): void },
  retired: readonly string[],
): void {
  for (const connector of state.connectors()) {
    const selection = connector.selection?.filter(
      (attribute) => !retired.includes(attribute) && !retired.includes(`${connector.connector}.${attribute}`),
    );
    if (selection?.length !== connector.selection?.length) state.writeConnector({ ...connector, selection });
  }
}
