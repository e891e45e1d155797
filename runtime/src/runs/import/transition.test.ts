import { describe, expect, test } from 'vitest';
import { hashOfContent } from '../../engine/index.js';
import type { CsObject, Sent, Written } from '../../store/index.js';
import { type Content, mvId, objectId, refByName } from '../../values/index.js';
import { testType } from '../testing/plan.js';
import { gone, type ObjectEvent, patched, type Reception, received, receivedAgain } from './transition.js';

const user = testType('corp.user');
const reception: Reception = { type: user, settledBefore: 100, resolve: (reference) => [reference] };
const slot = (name: string): number => user.stored.get(name)?.slot ?? -1;

const event = (values: Record<string, Content>, more: Partial<ObjectEvent> = {}): ObjectEvent => ({
  kind: 'object',
  anchor: 'a1',
  type: 'user',
  name: 'CN=Ada,DC=x',
  values: new Map(Object.entries(values)),
  ...more,
});

const ada = received(objectId(7), event({ title: 'CFO', flags: 512n }), reception).object;
const withWritten = (written: Partial<Written>): CsObject => ({
  ...ada,
  written: { exported: {}, sent: {}, unheeded: {}, ...written },
});
const attributeOf = (object: CsObject, name: string): Content => object.image[slot(name)];

describe('an object arrives', () => {
  test('for the first time: confirmed, with its values, its name also as the name attribute', () => {
    expect(ada).toMatchObject({ id: 7, connector: 'corp', type: 'user', anchor: 'a1', existence: 'confirmed' });
    expect(attributeOf(ada, 'title')).toBe('CFO');
    expect(attributeOf(ada, 'dn')).toBe('CN=Ada,DC=x');
    expect(ada.link).toBeUndefined();
  });

  test('again and unchanged: the very same record', () => {
    expect(receivedAgain(ada, event({ title: 'CFO', flags: 512n }), reception).object).toBe(ada);
  });

  test.each<[string, Record<string, Content>, Record<string, Content>]>([
    ['a changed value', { title: 'CEO', flags: 512n }, { title: 'CEO' }],
    ['another spelling, octet by octet', { title: 'cfo', flags: 512n }, { title: 'cfo' }],
    ['an attribute that it does not have any more', { flags: 512n }, { title: undefined }],
    ['an empty text, which is no value', { title: '', flags: 512n }, { title: undefined }],
  ])('with %s', (_, values, expected) => {
    const { object } = receivedAgain(ada, event(values), reception);
    for (const [name, content] of Object.entries(expected)) expect(attributeOf(object, name)).toBe(content);
    expect(attributeOf(object, 'flags')).toBe(512n);
  });

  test('with an attribute that could not be read: the old value stays, and the fault is an error', () => {
    const faults = [{ attribute: 'title', message: 'is no text' }];
    const { object, errors } = receivedAgain(ada, event({ flags: 512n }, { faults }), reception);
    expect(object).toBe(ada);
    expect(errors).toMatchObject([{ kind: 'bad-value', attribute: 'title' }]);
  });

  test('with several values for an attribute that has one: a fault', () => {
    const { object, errors } = receivedAgain(ada, event({ title: ['a', 'b'], flags: 512n }), reception);
    expect(attributeOf(object, 'title')).toBe('CFO');
    expect(errors).toMatchObject([{ kind: 'bad-value', attribute: 'title' }]);
  });

  test('renamed', () => {
    const { object } = receivedAgain(ada, event({ title: 'CFO', flags: 512n }, { name: 'CN=Ada,OU=y' }), reception);
    expect(object.name).toBe('CN=Ada,OU=y');
    expect(attributeOf(object, 'dn')).toBe('CN=Ada,OU=y');
  });

  test('after it was gone: confirmed again, its link untouched', () => {
    const linked: CsObject = { ...gone(ada), link: { mv: mvId(3), account: null, origin: 'joined', since: 1 } };
    const { object } = receivedAgain(linked, event({ title: 'CFO', flags: 512n }), reception);
    expect(object).toMatchObject({ existence: 'confirmed', link: { mv: 3 } });
  });

  test('that we created: it takes the anchor and its delivery is over', () => {
    const sent: CsObject = {
      ...withWritten({ delivery: 'unknown', sent: { title: { set: 'CFO' } } }),
      anchor: undefined,
      existence: 'creating',
      image: [],
    };
    const { object } = receivedAgain(sent, event({ title: 'CFO' }), reception);
    expect(object).toMatchObject({ existence: 'confirmed', anchor: 'a1', written: { sent: {} } });
    expect(object.written?.delivery).toBeUndefined();
  });
});

describe('references', () => {
  test('by name are kept by normalised name', () => {
    const values = new Map([['manager', [{ name: 'cn=Bob, dc=X' }]]]);
    const { object } = receivedAgain(ada, { ...event({}), values }, reception);
    expect(attributeOf(object, 'manager')).toBe(refByName('cn=bob,dc=x'));
  });

  test('in another order are no change', () => {
    const group = { ...reception, type: testType('corp.group') };
    const of = (...names: string[]): ObjectEvent => ({
      ...event({}),
      type: 'group',
      values: new Map([['member', names.map((name) => ({ name }))]]),
    });
    const before = received(objectId(9), of('cn=a', 'cn=b'), group).object;
    expect(receivedAgain(before, of('cn=b', 'cn=a'), group).object).toBe(before);
    expect(receivedAgain(before, of('cn=b'), group).object).not.toBe(before);
  });
});

describe('members that come and leave', () => {
  const group = { ...reception, type: testType('corp.group') };
  const member = (object: CsObject): Content => object.image[group.type.stored.get('member')?.slot ?? -1];
  const named = (names: readonly string[]) => names.map((name) => ({ name: `CN=${name}` }));
  const held = (names: readonly string[]) => names.map((name) => refByName(`cn=${name.toLowerCase()}`));
  const team = received(
    objectId(8),
    { ...event({}), type: 'group', values: new Map([['member', named(['A', 'B', 'C'])]]) },
    group,
  ).object;
  const change = (values: ReturnType<typeof named> | undefined, added: readonly string[], removed: readonly string[]) =>
    patched(
      team,
      {
        kind: 'patch',
        anchor: 'a1',
        values: values === undefined ? new Map() : new Map([['member', values]]),
        edits: new Map(values === undefined ? [['member', { added: named(added), removed: named(removed) }]] : []),
      },
      group,
    ).object;

  test.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['one comes', ['D'], [], ['A', 'B', 'C', 'D']],
    ['one leaves', [], ['B'], ['A', 'C']],
    ['one is replaced, and one is there already', ['D', 'A'], ['B'], ['A', 'C', 'D']],
    ['one leaves that was not there', [], ['X'], ['A', 'B', 'C']],
  ])('%s', (_, added, removed, expected) => {
    expect(member(change(undefined, added, removed))).toEqual(held(expected));
  });

  test('all leave', () => {
    expect(member(change(undefined, [], ['A', 'B', 'C']))).toBeUndefined();
  });

  test('nothing is said of an attribute that is no list of references', () => {
    const edits = new Map([['title', { added: named(['D']), removed: [] }]]);
    const { object, errors } = patched(ada, { kind: 'patch', anchor: 'a1', values: new Map(), edits }, reception);
    expect(object).toBe(ada);
    expect(errors).toMatchObject([{ kind: 'bad-value', attribute: 'title' }]);
  });

  test('all are told in another order: nothing has changed', () => {
    expect(change(named(['C', 'B', 'A']), [], [])).toBe(team);
  });
});

describe('a change arrives', () => {
  test('and only what it speaks about changes', () => {
    const { object } = patched(
      ada,
      { kind: 'patch', anchor: 'a1', values: new Map([['title', undefined]]) },
      reception,
    );
    expect(attributeOf(object, 'title')).toBeUndefined();
    expect(attributeOf(object, 'flags')).toBe(512n);
    expect(object.name).toBe('CN=Ada,DC=x');
  });

  test('and confirms only what it speaks about', () => {
    const sent = withWritten({ sent: { title: { set: 'CEO' }, flags: { set: 512n } } });
    const { object } = patched(sent, { kind: 'patch', anchor: 'a1', values: new Map([['title', 'CEO']]) }, reception);
    expect(object.written?.sent).toEqual({ flags: { set: 512n } });
  });
});

describe('what was sent comes back', () => {
  const confirmed = (sent: Record<string, Sent>, values: Record<string, Content>) =>
    receivedAgain(withWritten({ sent }), event(values), reception);

  test.each<[string, Record<string, Sent>, Record<string, Content>, Record<string, string>]>([
    ['as it was sent', { title: { set: 'CEO' } }, { title: 'CEO' }, {}],
    ['in other letters that count as equal', { title: { set: 'CEO' } }, { title: 'ceo' }, { title: 'normalised' }],
    ['not at all', { title: { set: 'CEO' } }, { title: 'CFO' }, { title: 'error' }],
    ['cleared', { title: { set: undefined } }, {}, {}],
    ['not cleared', { title: { set: undefined } }, { title: 'CFO' }, { title: 'error' }],
    ['as the bit of an integer', { disabled: { set: true } }, { flags: 514n }, {}],
    ['with the bit not set', { disabled: { set: true } }, { flags: 512n }, { disabled: 'error' }],
  ])('%s', (_, sent, values, levels) => {
    const { object, unheeded } = confirmed(sent, values);
    const found = Object.entries(object.written?.unheeded ?? {}).map(([key, { level }]) => [key, level]);
    expect(Object.fromEntries(found)).toEqual(levels);
    expect(object.written?.sent).toEqual({});
    expect(unheeded).toEqual(Object.keys(levels).filter((key) => levels[key] === 'error'));
  });

  test('the name, in other letters', () => {
    const { object } = receivedAgain(withWritten({ sentName: 'cn=ada,dc=x' }), event({}), reception);
    expect(object.written?.sentName).toBeUndefined();
    expect(object.written?.unheeded).toMatchObject({ ':name': { level: 'normalised' } });
  });

  test('a deletion that was not carried out', () => {
    const { object, unheeded } = receivedAgain(withWritten({ sentDelete: 50 }), event({}), reception);
    expect(object.written?.sentDelete).toBeUndefined();
    expect(unheeded).toEqual([':delete']);
  });

  test('a deletion so young that the import need not show it', () => {
    const { object } = receivedAgain(withWritten({ sentDelete: 150 }), event({}), reception);
    expect(object.written?.sentDelete).toBe(150);
  });

  test.each<[string, readonly string[] | 'gone', 'ok' | 'error' | 'waits']>([
    ['by the name that it has now', ['n:cn=bob'], 'ok'],
    ['by another name', ['n:cn=eve'], 'error'],
    ['before the object was seen', [], 'waits'],
    ['after the object is no more', 'gone', 'ok'],
  ])('a reference to an object %s', (_, forms, expected) => {
    const values = new Map([['manager', [{ name: 'CN=Bob' }]]]);
    const resolving = { ...reception, resolve: () => forms };
    const { object, unheeded } = receivedAgain(
      withWritten({ sent: { manager: { set: 'o:4' } } }),
      { ...event({}), values },
      resolving,
    );
    expect(object.written?.sent.manager !== undefined).toBe(expected === 'waits');
    expect(unheeded.includes('manager')).toBe(forms !== 'gone' && expected === 'error');
  });

  test('and what was not heeded is forgotten when the system shows something else', () => {
    const entry = { wanted: 'w', seen: hashOfContent('CFO'), level: 'error' as const };
    const waiting = withWritten({ unheeded: { title: entry } });
    const same = receivedAgain(waiting, event({ title: 'CFO', flags: 1n }), reception).object;
    expect(same.written?.unheeded).toEqual({ title: entry });
    const other = receivedAgain(waiting, event({ title: 'COO', flags: 512n }), reception).object;
    expect(other.written?.unheeded).toEqual({});
  });
});

test('an object that is gone has had its deletion', () => {
  expect(gone(withWritten({ sentDelete: 5 }))).toMatchObject({ existence: 'gone', written: { exported: {} } });
  expect(gone(withWritten({ sentDelete: 5 })).written?.sentDelete).toBeUndefined();
});
