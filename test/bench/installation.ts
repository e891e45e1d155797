// A store on disk with the benchmarks' program, and HR as a connector that makes its people as it is asked for them.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileProgram, diskHost, readProgram } from '@syncrule/compiler/workspace';
import type { Connector, ImportEvent } from '@syncrule/runtime/connectors';
import { keySpecTexts, type Machine, prepare, selectionOf } from '@syncrule/runtime/engine';
import { importConnector, type Space, spaceOf } from '@syncrule/runtime/runs';
import type { Layouts, Store } from '@syncrule/runtime/store';
import { openSqliteStore } from '@syncrule/runtime/store/sqlite';
import { objectEvent, type Person, person } from './people.js';

export interface Installation {
  readonly store: Store;
  readonly machine: Machine;
  readonly space: Space;
  readonly layouts: Layouts;
  readonly directory: string;
  close(): Promise<void>;
}

/** Compiled files stand in `test/dist/bench`, programs in `test/bench`. */
const BENCH = new URL(import.meta.url.includes('/dist/') ? '../../bench/' : './', import.meta.url);

/** `program`: a folder beside this one. `around`: what stands before the store. */
export const install = async (
  program = 'program',
  around: (store: Store) => Store = (store) => store,
): Promise<Installation> => {
  const { plan } = compileProgram(readProgram(diskHost(fileURLToPath(new URL(program, BENCH)))));
  if (plan === undefined) throw new Error('the program of the benchmarks does not compile');
  const directory = await mkdtemp(join(tmpdir(), 'syncrule-bench-'));
  const store = around(await openSqliteStore({ file: join(directory, 'space.db') }));
  const layouts = await store.open(selectionOf(plan));
  const machine = prepare(plan, layouts, await store.keySpecs(keySpecTexts(plan)));
  const close = async (): Promise<void> => {
    await store.close();
    await rm(directory, { recursive: true });
  };
  return { store, machine, space: spaceOf(plan, store, layouts), layouts, directory, close };
};

/** Full imports of so many people from HR, and of a directory with nothing but the container of its accounts. */
export const importEverybody = async ({ space }: Installation, count: number, at: number): Promise<void> => {
  await importConnector(space, 'hr', showing(count), { mode: 'full', at });
  await importConnector(space, 'corp', connector(emptyDirectory), { mode: 'full', at });
};

export const importChange = async ({ space }: Installation, changed: Person, at: number): Promise<void> => {
  await importConnector(
    space,
    'hr',
    connector(async function* () {
      yield objectEvent(changed);
      yield { kind: 'end', watermark: '{}' };
    }),
    { mode: 'delta', at },
  );
};

async function* emptyDirectory(): AsyncGenerator<ImportEvent> {
  const name = 'OU=People,DC=corp,DC=example';
  yield { kind: 'object', type: 'unit', anchor: 'people', name, values: new Map() };
  yield { kind: 'end', watermark: '{}' };
}

const showing = (count: number): Connector =>
  connector(async function* () {
    for (let n = 0; n < count; n += 1) {
      yield objectEvent(person(n));
      if (n % 1_000 === 999) yield { kind: 'page', done: n + 1 };
    }
    yield { kind: 'end', watermark: '{}' };
  });

/** A connector that shows what is made while it is asked for. */
export const connector = (events: () => AsyncGenerator<ImportEvent>): Connector => ({
  capabilities: {
    fullImport: true,
    deltaImport: true,
    export: false,
    confirms: 'by-import',
    references: 'anchor',
    names: false,
    referencesFollow: false,
    settling: 0,
  },
  schema: () => Promise.reject(new Error('the benchmarks have their schemas in files')),
  import: events,
  export: async function* () {},
  lookUp: async () => 'absent',
  close: async () => {},
});
