import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mvId, objectId } from '../../values/index.js';
import type { Operation } from '../records.js';
import { operation } from '../testing/generators.js';
import { encodeData } from './data.js';
import type { Dictionary } from './dictionary.js';
import { APPLICATION_ID } from './file.js';
import { openSqliteStore } from './index.js';
import { MIGRATIONS } from './migrations.js';
import { operationCodec, ownerOf, renameInShape } from './operation-shapes.js';

/** A dictionary without a database. */
const phrasesIn = (texts: string[]): Dictionary => ({
  find: (text) => (texts.includes(text) ? texts.indexOf(text) : undefined),
  give: (text) => (texts.includes(text) ? texts.indexOf(text) : texts.push(text) - 1),
  text: (id) => texts[id] ?? '',
  forget: () => undefined,
});

const owned = fc.oneof(
  operation(mvId(7)).map((each) => ({ owner: 7, each })),
  operation(mvId(7)).map((each) => ({ owner: ownerOf(objectId(3)), each: { ...each, mv: undefined } })),
);

describe('an operation by its shape', () => {
  it('comes back as it was, whatever was written before it', () => {
    fc.assert(
      fc.property(fc.array(owned, { maxLength: 6 }), (all) => {
        const codec = operationCodec(phrasesIn([]));
        const cells = all.map(({ each }) => codec.encode(each));
        expect(all.map(({ owner }, at) => codec.decode(owner, cells[at] ?? { shape: -1, data: '' }))).toEqual(
          all.map(({ each }) => each),
        );
      }),
    );
  });

  it('shares the shape with others that do the same to others', () => {
    const texts: string[] = [];
    const codec = operationCodec(phrasesIn(texts));
    const add = (n: number): Operation => ({
      mv: mvId(n),
      slot: { connector: 'corp', type: 'user', account: null },
      object: undefined,
      kind: 'add',
      name: `CN="${n}"`,
      changes: [{ attribute: 'x"y', set: `say "${n}"\n`, rule: 'r"1' }],
      rule: 'r"1',
    });
    expect([1, 2].map((n) => codec.encode(add(n)))).toEqual([
      { shape: 0, data: '[null,"CN=\\"1\\"","say \\"1\\"\\n"]' },
      { shape: 0, data: '[null,"CN=\\"2\\"","say \\"2\\"\\n"]' },
    ]);
    expect(texts).toHaveLength(1);
  });

  it('names rules as they are called now', () => {
    const texts: string[] = [];
    const codec = operationCodec(phrasesIn(texts));
    fc.assert(
      fc.property(operation(mvId(7)), (each) => {
        const { shape } = codec.encode(each);
        texts[shape] = renameInShape(texts[shape] ?? '', (rule) => `${rule}, once`);
        codec.forget();
        const { rule, changes } = codec.decode(7, { ...codec.encode(each), shape });
        expect(rule).toBe(each.rule === undefined ? undefined : `${each.rule}, once`);
        expect(changes.map((change) => change.rule)).toEqual(each.changes.map((change) => `${change.rule}, once`));
      }),
    );
  });
});

describe('a store that keeps operations whole', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'syncrule-operations-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('gets their shapes, as they would be written now', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(owned, { minLength: 1, maxLength: 8 }), async (all) => {
        const file = join(folder, `${Math.random()}.db`);
        const db = new Database(file);
        db.pragma(`application_id = ${APPLICATION_ID}`);
        for (const sql of MIGRATIONS.slice(0, 5)) db.exec(sql);
        db.exec("insert into connector values (1, 'corp')");
        const insert = db.prepare('insert into operation (owner, connector, kind, data) values (?, 1, ?, ?)');
        for (const { owner, each } of all) {
          const { mv, slot, object, kind, name, rule, changes } = each;
          const whole = [mv ?? null, slot, object ?? null, kind, name ?? null, rule ?? null, changes];
          insert.run(owner, kind, encodeData(whole));
        }
        db.pragma('user_version = 5');
        db.close();
        const store = await openSqliteStore({ file });
        const read: Operation[] = [];
        for await (const each of store.operations()) read.push(each);
        await store.close();
        expect(read).toEqual(all.map(({ each }) => each));
        expect(shapesIn(file)).toEqual(all.map(({ each }) => shapeOf(each)));
      }),
      { numRuns: 10 },
    );
  });

  const shapesIn = (file: string): unknown[] => {
    const db = new Database(file, { readonly: true });
    try {
      return db.prepare('select p.text from operation o join phrase p on p.id = o.shape order by o.id').pluck().all();
    } finally {
      db.close();
    }
  };

  const shapeOf = (each: Operation): string => {
    const texts: string[] = [];
    operationCodec(phrasesIn(texts)).encode(each);
    return texts[0] ?? '';
  };
});
