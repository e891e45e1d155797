// The plan's canonical form, its seal, and what loading refuses.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Constant, Expr } from './expression.js';
import {
  canonicalJson,
  hashOf,
  loadPlan,
  PLAN_FORMAT,
  type PlanDraft,
  PlanError,
  planSchema,
  planText,
  sealPlan,
} from './index.js';

const everyOperation: readonly Expr[] = [
  { op: 'absent' },
  { op: 'source', attribute: 'sn' },
  { op: 'target', attribute: 'cn' },
  { op: 'param', name: 'domain' },
  { op: 'self' },
  { op: 'variable', name: 'x' },
  { op: 'let', name: 'full' },
  { op: 'through', of: { op: 'self' }, attribute: 'sn', side: 'cs', types: ['hr.person'] },
  { op: 'text', parts: ['a', { op: 'source', attribute: 'sn' }, ''] },
  {
    op: 'dn',
    parts: [
      { rdn: [{ type: 'CN', value: ['a', { op: 'source', attribute: 'sn' }] }] },
      { run: { op: 'param', name: 'base' } },
    ],
  },
  { op: 'named', name: { op: 'absent' }, connector: 'corp' },
  {
    op: 'call',
    name: 'map',
    arguments: [
      { op: 'source', attribute: 'mails' },
      { op: 'lambda', variable: 'x', body: { op: 'variable', name: 'x' } },
    ],
    by: 'ignoreCase',
  },
  { op: 'call', name: 'lower', arguments: [{ op: 'source', attribute: 'mails' }], each: true },
  { op: 'apply', name: 'login', arguments: [{ op: 'absent' }], each: true },
  { op: 'if', condition: { op: 'absent' }, then: { op: 'clear' }, else: { op: 'keep' } },
  {
    op: 'case',
    subject: { op: 'source', attribute: 'kind' },
    by: 'exact',
    arms: [{ patterns: ['a', { integer: '1' }, true], then: { op: 'error', message: { op: 'absent' } } }],
  },
  { op: 'and', items: [{ op: 'not', of: { op: 'present', of: { op: 'self' } } }] },
  { op: 'equal', left: { op: 'self' }, right: { op: 'self' }, by: 'ref' },
  { op: 'less', left: { op: 'now' }, right: { op: 'today', zone: { op: 'const', value: 'Europe/Berlin' } } },
  { op: 'in', left: { op: 'self' }, right: { op: 'list', items: [{ op: 'self' }] }, by: 'ref' },
  { op: 'otherwise', left: { op: 'absent' }, right: { op: 'absent' } },
  { op: 'add', kind: 'list', left: { op: 'absent' }, right: { op: 'absent' } },
  { op: 'subtract', kind: 'dateDifference', left: { op: 'absent' }, right: { op: 'absent' } },
  { op: 'multiply', left: { op: 'absent' }, right: { op: 'absent' } },
  { op: 'negate', kind: 'integer', of: { op: 'absent' } },
  {
    op: 'every',
    type: 'person',
    variable: 'p',
    key: 0,
    links: [{ op: 'source', attribute: 'code' }],
    condition: {
      op: 'present',
      of: { op: 'through', of: { op: 'variable', name: 'p' }, attribute: 'id', side: 'mv', types: ['person'] },
    },
  },
  {
    op: 'unique',
    namespace: 'accountNames',
    candidates: [{ op: 'source', attribute: 'sn' }],
    next: { op: 'lambda', variable: 'n', body: { op: 'text', parts: ['a', { op: 'variable', name: 'n' }] } },
    place: { type: 'corp.user', account: 'admin', name: 'sAMAccountName' },
  },
  { op: 'account', of: { op: 'source', attribute: 'manager' }, name: 'admin' },
  { op: 'newPassword', length: 20 },
];

const constants: readonly Constant[] = [
  'text',
  true,
  { integer: '-9223372036854775808' },
  { date: -1 },
  { datetime: 1.7e12 },
  { duration: 60000 },
  ['a', 'b'],
];

const draft: PlanDraft = {
  format: PLAN_FORMAT,
  files: ['people.syncrule'],
  params: constants.map((value, i) => ({ name: `p${i}`, type: { scalar: 'string', many: false }, value })),
  connectors: [
    {
      name: 'hr',
      containers: false,
      references: 'anchor',
      types: [
        {
          name: 'person',
          anchor: 'id',
          attributes: [
            {
              name: 'id',
              type: { scalar: 'string', many: false, oneOf: ['a'] },
              equality: 'exact',
              always: true,
              required: false,
              writable: 'never',
            },
          ],
        },
      ],
    },
  ],
  metaverse: [
    {
      name: 'person',
      attributes: [
        {
          name: 'id',
          type: { scalar: 'ref', many: false, to: ['person'] },
          equality: 'ref',
          merge: false,
          prefer: ['hrPerson'],
          derived: { op: 'list', items: everyOperation },
          level: 1,
          place: [0, 3, 5],
        },
        {
          name: 'goneSince',
          type: { scalar: 'datetime', many: false },
          equality: 'value',
          merge: false,
          prefer: [],
          byEngine: true,
          place: [0, 3, 1],
        },
      ],
    },
  ],
  namespaces: [
    {
      name: 'accountNames',
      place: [0, 5, 11],
      entries: [{ type: 'hr.person', of: { op: 'source', attribute: 'id' }, place: [0, 6, 3] }],
    },
  ],
  functions: [{ name: 'f', parameters: ['a'], body: { op: 'variable', name: 'a' } }],
  keys: [{ type: 'person', parts: [{ of: { op: 'source', attribute: 'id' }, by: 'exact' }], conditions: [] }],
  rules: [
    {
      direction: 'inbound',
      name: 'hrPerson',
      title: 'People',
      place: [0, 1, 1],
      precedence: 100,
      variant: 0,
      csType: 'hr.person',
      mvType: 'person',
      scope: { op: 'present', of: { op: 'source', attribute: 'id' } },
      scopePlace: [0, 2, 3],
      joins: [{ place: [0, 3, 3], source: 0, target: 0 }],
      lets: [{ name: 'l', of: { op: 'absent' } }],
      flows: [{ target: 'id', mode: 'once', of: { op: 'source', attribute: 'id' }, place: [0, 4, 3] }],
      project: { place: [0, 4, 1] },
    },
    {
      direction: 'outbound',
      name: 'account',
      place: [0, 9, 1],
      variant: 0,
      csType: 'hr.person',
      mvType: 'person',
      account: 'admin',
      joins: [],
      lets: [],
      flows: [],
      provision: { place: [0, 9, 9], when: { op: 'const', value: true } },
      deprovision: { action: 'delete', after: 86_400_000, place: [0, 9, 20] },
      unclaimed: { when: { op: 'present', of: { op: 'target', attribute: 'id' } }, place: [0, 9, 40] },
    },
  ],
};

const faultOf = (text: string): PlanError => {
  try {
    loadPlan(text);
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
  throw new Error('the plan was loaded');
};

describe('canonical JSON', () => {
  test.each<[unknown, string]>([
    [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    [{ a: undefined, b: { d: 2, c: 1 } }, '{"b":{"c":1,"d":2}}'],
    [{ ä: 1, z: 2, '10': 3, '9': 4 }, '{"10":3,"9":4,"z":2,"ä":1}'],
    [[1.5, -0, 1e21, 'a"\n\ud800'], '[1.5,0,1e+21,"a\\"\\n\\ud800"]'],
  ])('%j is %s', (value, expected) => expect(canonicalJson(value)).toBe(expected));

  test.each([[Number.NaN], [1n], [[undefined]], [() => 1]])('%s has no JSON form', (value) =>
    expect(() => canonicalJson(value)).toThrow(/^bug:/),
  );

  test('reading it back gives the value, and member order does not matter', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
      { numRuns: 200 },
    );
  });
});

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([k, v]) => [k, reversed(v)]),
  );
};

describe('loading a plan', () => {
  const sealed = sealPlan(draft);
  const altered = (change: Readonly<Record<string, unknown>>): string => JSON.stringify({ ...sealed, ...change });

  test('a sealed plan comes back as it was', () => expect(loadPlan(planText(sealed))).toEqual(sealed));

  test('the hash does not depend on the order of members or on blanks', () => {
    expect(loadPlan(JSON.stringify(reversed(sealed), undefined, 2)).hash).toBe(hashOf(draft));
  });

  test.each([
    ['broken JSON', '{"format":', 'notJson', /^expected a plan in JSON, found text that is not JSON/],
    ['a list', '[]', 'otherFormat', /found no "format"/],
    ['another document', '{"format":"syncrule-schema/1"}', 'otherFormat', /found "format" "syncrule-schema\/1"/],
    ['another version', altered({ format: 'syncrule-plan/9' }), 'otherFormat', /found syncrule-plan\/9/],
    ['a wrong hash', altered({ hash: '0'.repeat(64) }), 'altered', /changed after it was compiled/],
    ['changed contents', altered({ files: ['other.syncrule'] }), 'altered', /changed after it was compiled/],
    ['a missing part', altered({ rules: undefined }), 'malformed', /must have required property 'rules'/],
    ['an unknown member', altered({ comment: 'x' }), 'malformed', /additional properties \("comment"\)/],
    [
      'an unknown operation',
      altered({ functions: [{ name: 'f', parameters: [], body: { op: 'eval' } }] }),
      'malformed',
      /\/functions\/0\/body value of tag "op" must be in oneOf/,
    ],
    [
      'a wrong operand, deep inside',
      altered({ functions: [{ name: 'f', parameters: [], body: { op: 'not', of: { op: 'source' } } }] }),
      'malformed',
      /\/functions\/0\/body\/of must have required property 'attribute'/,
    ],
  ])('%s is refused', (_, text, fault, message) => {
    const error = faultOf(text);
    expect(error.fault).toBe(fault);
    expect(error.message).toMatch(message);
    expect(error.help).toMatch(/rulec/);
  });
});

test('the published JSON Schema is the one that loading uses', () => {
  const published: unknown = JSON.parse(readFileSync(new URL('./plan.schema.json', import.meta.url), 'utf8'));
  expect(published).toEqual(planSchema);
});
