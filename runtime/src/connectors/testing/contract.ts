// What every connector promises, as tests. A connector's own test file calls this with a system to try it on.
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connector, ExportOutcome, ExportRequest } from '../port.js';
import { exportAll, fullImport } from './collect.js';
import { propertyOf, sorted } from './contract-property.js';
import { addOf, deleteOf, seen, updateOf } from './contract-requests.js';
import { type ContractSystem, completed, type ModelObject, SELECTION } from './system.js';

const NASTY = [
  'a, b',
  '"quoted"',
  'a;b',
  '  two  spaces ',
  '#hash',
  'back\\slash',
  'plus+equals=',
  '<angle>',
  'line\nbreak',
  'M\u00fc\u00df \u{1f600}',
  "o'neill",
  '(star*)',
  ':colon',
];

/** Runs the contract on a system. `runs`: of the property with random operations. */
export function connectorContract(name: string, start: () => Promise<ContractSystem>, { runs = 25 } = {}): void {
  describe(`the contract of connectors, kept by ${name}`, () => {
    let system: ContractSystem;
    let connector: Connector;
    beforeAll(async () => {
      system = await start();
      connector = await system.open();
    });
    afterAll(async () => {
      await connector.close();
      await system.stop();
    });
    beforeEach(() => system.fill([]));

    const people = (...keys: readonly string[]): readonly ModelObject[] =>
      keys.map((key) => ({ type: 'person', key, values: {} }));
    const send = async (...requests: readonly ExportRequest[]): Promise<readonly ExportOutcome[]> =>
      exportAll(connector, requests);
    const anchors = async (): Promise<ReadonlyMap<string, string>> => (await seen(connector, system)).anchors;
    const shows = async (objects: readonly ModelObject[]): Promise<void> => {
      const found = await seen(connector, system);
      expect(found.objects).toEqual(new Map(objects.map((one) => [`${one.type} ${one.key}`, sorted(completed(one))])));
    };

    it('shows exactly what is there, and says at the very end that this was all', async () => {
      const objects: readonly ModelObject[] = [
        ...people('ada', 'bob', 'cyd', 'dan', 'eve'),
        {
          type: 'person',
          key: 'fay',
          values: {
            displayName: 'Fay',
            description: ['x', 'y'],
            jpegPhoto: new Uint8Array([0, 255, 10]),
            manager: 'ada',
          },
        },
        { type: 'group', key: 'all', values: { member: ['ada', 'bob', 'nobody here'] } },
      ];
      await system.fill(objects);
      await shows(objects);
      const { events } = await fullImport(connector, SELECTION);
      expect(events.filter(({ kind }) => kind === 'end')).toHaveLength(1);
      expect(events.at(-1)?.kind).toBe('end');
      expect(events.at(-2)?.kind).toBe('page');
    });

    it('ends an import of nothing', async () => {
      await shows([]);
    });

    it('imports only the types and attributes that are asked for', async () => {
      await system.fill([
        { type: 'person', key: 'ada', values: { displayName: 'A' } },
        { type: 'group', key: 'g', values: { member: ['ada'] } },
      ]);
      const { objects } = await fullImport(connector, { person: ['displayName'] });
      expect(objects.map(({ type, values }) => [type, [...values]])).toEqual([['person', [['displayName', 'A']]]]);
    });

    it.each(['before', 'during'])('does not end an import that is interrupted %s', async (when) => {
      await system.fill(people('ada', 'bob', 'cyd'));
      const controller = new AbortController();
      if (when === 'before') controller.abort();
      const kinds: string[] = [];
      const read = async (): Promise<void> => {
        const selection = new Map(Object.entries(SELECTION));
        for await (const { kind } of connector.import({ mode: 'full', selection, signal: controller.signal })) {
          kinds.push(kind);
          controller.abort();
        }
      };
      await expect(read()).rejects.toMatchObject({ kind: 'interrupted' });
      expect(kinds).not.toContain('end');
    });

    it('can be used again after an import that nobody read to its end', async () => {
      const objects = people('ada', 'bob', 'cyd');
      await system.fill(objects);
      for await (const _ of connector.import({ mode: 'full', selection: new Map(Object.entries(SELECTION)) })) break;
      await shows(objects);
    });

    it('refuses a delta import that it cannot do', async () => {
      if (connector.capabilities.deltaImport) return;
      expect((await fullImport(connector, SELECTION, { mode: 'delta' })).error).toMatchObject({
        kind: 'watermark-refused',
      });
    });

    it('says which attribute the schema does not have', async () => {
      await system.fill(people('ada'));
      const { error, ended } = await fullImport(connector, { person: ['displayNam'] });
      expect(ended).toBe(false);
      expect(error).toMatchObject({ kind: 'schema-changed', message: expect.stringContaining('"displayName"') });
    });

    it('exports adds, updates and deletes, which the next import shows', async () => {
      await system.fill(people('ada', 'bob', 'cyd'));
      const known = await anchors();
      const dan: ModelObject = { type: 'person', key: 'dan', values: { description: ['one', 'two'], manager: 'ada' } };
      const outcomes = await send(
        addOf(dan, system),
        updateOf('ada', known, { displayName: 'Ada' }, system),
        deleteOf('bob', known, system),
      );
      expect(outcomes.map(({ kind }) => kind)).toEqual(['applied', 'applied', 'applied']);
      expect(outcomes.map(({ id }) => id)).toEqual(['add dan', 'update ada', 'delete bob']);
      await shows([{ type: 'person', key: 'ada', values: { displayName: 'Ada' } }, ...people('cyd'), dan]);
    });

    it('keeps the anchor of an object that it changes', async () => {
      await system.fill(people('ada'));
      const before = await anchors();
      await send(updateOf('ada', before, { displayName: 'Ada' }, system));
      expect(await anchors()).toEqual(before);
    });

    it('sets, adds, removes and clears values of an attribute with many', async () => {
      await system.fill([{ type: 'person', key: 'ada', values: { description: ['a', 'b'] } }]);
      const known = await anchors();
      const edit = (added: readonly string[], removed: readonly string[]): Promise<readonly ExportOutcome[]> =>
        send({
          ...updateOf('ada', known, {}, system),
          changes: [{ attribute: 'description', added: [...added], removed: [...removed] }],
        });
      expect(await edit(['c', 'b'], ['a', 'x'])).toMatchObject([{ kind: 'applied' }]);
      await shows([{ type: 'person', key: 'ada', values: { description: ['b', 'c'] } }]);
      await edit([], ['b', 'c']);
      await shows(people('ada'));
      await edit(['d'], []);
      await send({ ...updateOf('ada', known, {}, system), changes: [{ attribute: 'description', set: undefined }] });
      await shows(people('ada'));
    });

    it('carries every character there and back', async () => {
      const objects = NASTY.map(
        (text, at): ModelObject => ({
          type: 'person',
          key: `p${at}`,
          values: { displayName: text, description: [text, 'x'] },
        }),
      );
      expect((await send(...objects.map((one) => addOf(one, system)))).map(({ kind }) => kind)).toEqual(
        NASTY.map(() => 'applied'),
      );
      await shows(objects);
    });

    it('carries every character in keys, and in references to them', async () => {
      const keys = NASTY.filter((text) => !/[\n]|^ | $/.test(text));
      const boss: ModelObject = { type: 'person', key: 'boss', values: {} };
      const objects = keys.map((key): ModelObject => ({ type: 'person', key, values: { manager: 'boss' } }));
      const group: ModelObject = { type: 'group', key: 'all', values: { member: keys } };
      const outcomes = await send(...[boss, ...objects, group].map((one) => addOf(one, system)));
      expect(outcomes.filter(({ kind }) => kind !== 'applied')).toEqual([]);
      await shows([boss, ...objects, group]);
      const known = await anchors();
      await send(...keys.map((key) => deleteOf(key, known, system)));
      expect((await seen(connector, system)).objects.size).toBe(2);
    });

    it('carries bytes there and back', async () => {
      const bytes = Uint8Array.from({ length: 300 }, (_, at) => at % 256);
      const ada: ModelObject = { type: 'person', key: 'ada', values: { jpegPhoto: bytes } };
      await send(addOf(ada, system));
      await shows([ada]);
    });

    it('adds and removes references', async () => {
      await system.fill([...people('ada', 'bob', 'cyd'), { type: 'group', key: 'g', values: { member: ['ada'] } }]);
      const known = await anchors();
      const reference = (key: string) => ({
        anchor: known.get(`person ${key}`),
        name: system.named ? system.nameOf('person', key) : undefined,
      });
      const change = { attribute: 'member', added: [reference('bob'), reference('cyd')], removed: [reference('ada')] };
      const request = {
        kind: 'update' as const,
        id: 'u',
        type: 'group',
        anchor: known.get('group g') ?? '',
        changes: [change],
      };
      expect(await send({ ...request, ...(system.named ? { name: system.nameOf('group', 'g') } : {}) })).toMatchObject([
        { kind: 'applied' },
      ]);
      await shows([...people('ada', 'bob', 'cyd'), { type: 'group', key: 'g', values: { member: ['bob', 'cyd'] } }]);
      await send({
        ...request,
        changes: [{ attribute: 'member', added: [], removed: [reference('bob'), reference('cyd')] }],
      });
      await shows([...people('ada', 'bob', 'cyd'), { type: 'group', key: 'g', values: {} }]);
    });

    it('says that an added object exists, and that an updated or deleted one is missing', async () => {
      await system.fill(people('ada', 'bob'));
      const known = await anchors();
      await system.fill(people('ada'));
      const outcomes = await send(
        addOf({ type: 'person', key: 'ada', values: { displayName: 'other' } }, system),
        updateOf('bob', known, { displayName: 'B' }, system),
        deleteOf('bob', known, system),
      );
      expect(outcomes).toMatchObject([
        { kind: 'failed', reason: 'exists' },
        { kind: 'failed', reason: 'missing' },
        { kind: 'failed', reason: 'missing' },
      ]);
      await shows(people('ada'));
    });

    it('writes everything but an attribute that it does not know', async () => {
      await system.fill(people('ada'));
      const request = updateOf('ada', await anchors(), { displayName: 'A', shoeSize: '43' }, system);
      expect(await send(request)).toMatchObject([{ kind: 'partly', attributes: [{ attribute: 'shoeSize' }] }]);
      await shows([{ type: 'person', key: 'ada', values: { displayName: 'A' } }]);
    });

    it('looks up one object, and says that another is absent', async () => {
      await system.fill([{ type: 'person', key: 'ada', values: { displayName: 'A' } }, ...people('bob')]);
      const anchor = (await anchors()).get('person ada') ?? '';
      const selection = new Map([['person', ['displayName']]]);
      const expected = { kind: 'object', anchor, type: 'person', values: new Map([['displayName', 'A']]) };
      expect(await connector.lookUp('person', { anchor }, selection)).toMatchObject(expected);
      if (system.named)
        expect(await connector.lookUp('person', { name: system.nameOf('person', 'ada') }, selection)).toMatchObject(
          expected,
        );
      const other = system.named ? { name: system.nameOf('person', 'zoe') } : { anchor: 'zoe' };
      expect(await connector.lookUp('person', other, selection)).toBe('absent');
      expect(await connector.lookUp('person', { anchor: '00000000-0000-4000-8000-000000000000' }, selection)).toBe(
        'absent',
      );
    });

    it('renames an object that has a name, and changes it in the same request', async () => {
      if (!system.named) return;
      await system.fill(people('ada', 'bob'));
      const known = await anchors();
      const request = updateOf('ada', known, { displayName: 'A', uid: 'x, y' }, system);
      const outcomes = await send({ ...request, newName: system.nameOf('person', 'x, y') });
      expect(outcomes).toMatchObject([{ kind: 'applied' }]);
      const after = await seen(connector, system);
      expect(after.objects.get('person x, y')).toEqual({ uid: 'x, y', cn: 'ada', sn: 'ada', displayName: 'A' });
      expect(after.anchors.get('person x, y')).toBe(known.get('person ada'));
      // Our name of the object is that of the last import: it is found by its anchor all the same.
      expect(await send(updateOf('ada', known, { displayName: 'B' }, system))).toMatchObject([{ kind: 'applied' }]);
      expect((await seen(connector, system)).objects.get('person x, y')).toMatchObject({ displayName: 'B' });
      const taken = await send({ ...updateOf('bob', known, {}, system), newName: system.nameOf('person', 'X, Y') });
      expect(taken).toMatchObject([{ kind: 'failed', reason: 'exists' }]);
    });

    it('does what a plain model does, whatever is asked of it', async () => {
      await fc.assert(propertyOf(connector, system), { numRuns: runs, endOnFailure: true });
    });
  });
}
