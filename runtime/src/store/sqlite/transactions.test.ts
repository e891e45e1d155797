// Commits that others follow: seen at once, lasting with the next that is lasting, and lost together or not at all.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Changes, Store } from '../port.js';
import { selection } from '../testing/generators.js';
import { openSqliteStore } from './index.js';

let folder = '';
let store: Store;
/** Another process, which sees what is lasting. */
let other: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'syncrule-transactions-'));
  const file = join(folder, 'space.db');
  store = await openSqliteStore({ file });
  await store.open(selection);
  other = await openSqliteStore({ file, readonly: true });
});
afterEach(async () => {
  await other.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const changes = (watermark: string, followed?: true): Changes => ({
  connectors: [{ connector: 'hr', watermark, generation: 1, selection: [], unknownRows: 0, lastFullImport: undefined }],
  ...(followed && { followed }),
});
const seenBy = async (by: Store): Promise<string | undefined> => (await by.connectorStates())[0]?.watermark;

/** A commit that fails after it has written. */
const failing: Changes = {
  ...changes('never', true),
  get marks(): never {
    throw new Error('the disk is full');
  },
};

describe('commits that others follow', () => {
  it('are seen at once, and lasting with the next that is lasting', async () => {
    await store.commit(changes('1', true));
    expect([await seenBy(store), await seenBy(other)]).toEqual(['1', undefined]);
    await store.commit({});
    expect(await seenBy(other)).toBe('1');
  });

  it('are lasting before anything else is written', async () => {
    await store.commit(changes('1', true));
    await store.beginRun({ step: 'sync', connector: undefined, startedAt: 1 });
    expect(await seenBy(other)).toBe('1');
  });

  it('are lasting when there are many', async () => {
    for (let n = 1; n <= 100; n += 1) await store.commit(changes(String(n), true));
    expect(Number(await seenBy(other))).toBeGreaterThan(80);
  });

  it('are lost with one that fails, and what was lasting before is not', async () => {
    await store.commit(changes('1'));
    await store.commit(changes('2', true));
    await expect(store.commit(failing)).rejects.toThrow('the disk is full');
    expect([await seenBy(store), await seenBy(other)]).toEqual(['1', '1']);
    await store.commit(changes('3'));
    expect(await seenBy(other)).toBe('3');
  });

  it('are lasting when the store is closed', async () => {
    await store.commit(changes('1', true));
    await store.close();
    expect(await seenBy(other)).toBe('1');
    store = await openSqliteStore({ file: join(folder, 'space.db') });
  });
});
