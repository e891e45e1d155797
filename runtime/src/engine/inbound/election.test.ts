import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLEAR } from '../../expressions/index.js';
import { objKey } from '../../values/index.js';
import { compareEntries, type ElectionRules, type Entry, elect, normalised } from './election.js';

const single: ElectionRules = { merge: false, many: false, equality: 'ignoreCase' };
const merged: ElectionRules = { merge: true, many: true, equality: 'ignoreCase' };

const entry = (rank: number, object: string, result: Entry['result'], recorded = false): Entry => ({
  rank,
  object: objKey('hr', object),
  rule: `rule${rank}`,
  result,
  recorded,
});

describe('election', () => {
  it.each<[string, readonly Entry[], object]>([
    ['nobody contributes', [], { kind: 'none' }],
    ['the least rank wins', [entry(1, 'a', 'x'), entry(2, 'b', 'y')], { kind: 'value', values: 'x', recorded: false }],
    ['clear wins like a value', [entry(1, 'a', CLEAR), entry(2, 'b', 'y')], { kind: 'clear' }],
    ['two objects that differ at one rank tie', [entry(1, 'a', 'x'), entry(1, 'b', 'y')], { kind: 'tie' }],
    ['a value and clear at one rank tie', [entry(1, 'a', 'x'), entry(1, 'b', CLEAR)], { kind: 'tie' }],
    [
      'equal values are no tie, the least object gives it',
      [entry(1, 'a', 'X'), entry(1, 'b', 'x')],
      { kind: 'value', values: 'X', by: [{ object: objKey('hr', 'a') }] },
    ],
    [
      'a rank that is not reached makes no tie',
      [entry(1, 'a', 'x'), entry(2, 'b', 'y'), entry(2, 'c', 'z')],
      { kind: 'value', values: 'x' },
    ],
    ['what is recorded is marked', [entry(1, 'a', 'x', true)], { kind: 'value', recorded: true }],
  ])('%s', (_, entries, expected) => {
    expect(elect(entries, single)).toMatchObject(expected);
  });

  it('gathers all values of merged attributes, each with its contributor', () => {
    const election = elect([entry(1, 'a', ['q', 'p']), entry(2, 'b', ['Q', 'r'])], merged);
    expect(election).toMatchObject({
      kind: 'value',
      values: ['p', 'q', 'r'],
      by: [{ part: ['q', 'p'] }, { part: ['Q', 'r'] }],
    });
  });

  it('does not depend on the order in which entries came', () => {
    const some = fc.array(
      fc.record({
        rank: fc.integer({ min: 1, max: 3 }),
        object: fc.constantFrom('a', 'b', 'c'),
        value: fc.constantFrom('x', 'y'),
      }),
      { maxLength: 5 },
    );
    const distinct = some.map((list) => [
      ...new Map(list.map((each) => [`${each.rank}${each.object}`, each])).values(),
    ]);
    fc.assert(
      fc.property(distinct, fc.boolean(), (list, merge) => {
        const entries = list.map((each) => entry(each.rank, each.object, merge ? [each.value] : each.value));
        const rules = merge ? merged : single;
        expect(elect([...entries].reverse().sort(compareEntries), rules)).toEqual(
          elect([...entries].sort(compareEntries), rules),
        );
      }),
    );
  });
});

describe('content of an attribute', () => {
  it.each<[string, Parameters<typeof normalised>[0], ElectionRules, unknown]>([
    ['an empty text is nothing', '', single, undefined],
    ['one value of many is a list', 'x', merged, ['x']],
    ['of equal values the first stays', ['b', 'a', 'B'], merged, ['a', 'b']],
    ['empty texts are left out', ['', 'a'], merged, ['a']],
    ['nothing is left of empty texts', [''], merged, undefined],
  ])('%s', (_, content, rules, expected) => {
    expect(normalised(content, rules)).toEqual(expected);
  });
});
