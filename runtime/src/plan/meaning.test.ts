// What makes two plans mean the same, and what a difference names.
import { describe, expect, it } from 'vitest';
import type { Expr } from './expression.js';
import { planDifference, planMeaning } from './meaning.js';
import { type InboundRule, type OutboundRule, PLAN_FORMAT, type Plan, type PlanCsAttribute } from './plan.js';

const text = { scalar: 'string', many: false } as const;
const source = (attribute: string): Expr => ({ op: 'source', attribute });
const column = (name: string, more: Partial<PlanCsAttribute> = {}): PlanCsAttribute => ({
  name,
  type: text,
  equality: 'exact',
  always: false,
  required: false,
  writable: 'always',
  ...more,
});
const inbound: InboundRule = {
  direction: 'inbound',
  name: 'hrPerson',
  place: [0, 1, 1],
  precedence: 100,
  variant: 0,
  csType: 'hr.person',
  mvType: 'person',
  joins: [{ place: [0, 2, 1], source: 0, target: 1 }],
  lets: [],
  project: { place: [0, 3, 1] },
  flows: [
    { target: 'name', mode: 'set', place: [0, 4, 1], of: { op: 'apply', name: 'f', arguments: [source('name')] } },
  ],
};
const outbound: OutboundRule = {
  direction: 'outbound',
  name: 'account',
  place: [0, 9, 1],
  variant: 0,
  csType: 'corp.user',
  mvType: 'person',
  joins: [],
  lets: [],
  flows: [{ target: 'name', mode: 'set', place: [0, 10, 1], of: { op: 'param', name: 'p' } }],
};
const plan: Plan = {
  format: PLAN_FORMAT,
  hash: '',
  files: ['a.syncrule'],
  params: [{ name: 'p', type: text, value: 'one' }],
  connectors: [
    { name: 'corp', containers: false, references: 'anchor', types: [{ name: 'user', attributes: [column('name')] }] },
    { name: 'hr', containers: false, references: 'anchor', types: [{ name: 'person', attributes: [column('name')] }] },
  ],
  metaverse: [
    {
      name: 'person',
      attributes: [
        { name: 'name', type: text, equality: 'exact', merge: false, prefer: ['hrPerson'], place: [0, 20, 1] },
        { name: 'unread', type: text, equality: 'exact', merge: false, prefer: [], place: [0, 21, 1] },
      ],
    },
  ],
  functions: [{ name: 'f', parameters: ['x'], body: { op: 'variable', name: 'x' } }],
  namespaces: [],
  keys: [
    { type: 'hr.person', parts: [{ of: source('name'), by: 'exact' }], conditions: [] },
    { type: 'person', parts: [{ of: source('name'), by: 'exact' }], conditions: [] },
  ],
  rules: [inbound, outbound],
};

const shown = (after: Plan) => {
  const { renamed, objects, metaverse, sources } = planDifference(planMeaning(plan), planMeaning(after));
  return { renamed: [...renamed], objects: [...objects], metaverse: [...metaverse], sources: [...sources] };
};
const NOTHING: ReturnType<typeof shown> = { renamed: [], objects: [], metaverse: [], sources: [] };
const withRules = (...rules: Plan['rules']): Plan => ({ ...plan, rules });

describe('the difference of two plans', () => {
  it.each<[string, Plan, Partial<ReturnType<typeof shown>>]>([
    ['the same', plan, {}],
    [
      'places, titles and files',
      { ...withRules({ ...inbound, place: [0, 7, 7], title: 'HR' }, outbound), files: ['b'] },
      {},
    ],
    ['the order of rules', withRules(outbound, inbound), {}],
    [
      'keys elsewhere in the list',
      {
        ...withRules({ ...inbound, joins: [{ place: [0, 2, 1], source: 1, target: 0 }] }, outbound),
        keys: plan.keys.toReversed(),
      },
      {},
    ],
    [
      'a flow into the metaverse',
      withRules({ ...inbound, flows: inbound.flows.map((flow) => ({ ...flow, of: source('other') })) }, outbound),
      { objects: ['hr.person'], sources: ['person'], metaverse: ['person'] },
    ],
    ['a flow to a target', withRules(inbound, { ...outbound, flows: [] }), { metaverse: ['person'] }],
    ['a value of a param', { ...plan, params: [{ name: 'p', type: text, value: 'two' }] }, { metaverse: ['person'] }],
    [
      'a function',
      { ...plan, functions: [{ name: 'f', parameters: ['x'], body: { op: 'absent' } }] },
      { objects: ['hr.person'], sources: ['person'], metaverse: ['person'] },
    ],
    [
      'what a target requires',
      {
        ...plan,
        connectors: plan.connectors.map((each) =>
          each.name === 'corp'
            ? { ...each, types: [{ name: 'user', attributes: [column('name', { required: true })] }] }
            : each,
        ),
      },
      { objects: ['corp.user'], metaverse: ['person'] },
    ],
    [
      'a rule that came',
      withRules(inbound, outbound, { ...inbound, name: 'second', csType: 'corp.user', joins: [], precedence: 200 }),
      { objects: ['corp.user'], sources: ['person'] },
    ],
    ['a rule that went', withRules(inbound), { metaverse: ['person'] }],
    [
      'a metaverse type that went',
      { ...plan, metaverse: [], rules: [] },
      { objects: ['hr.person'], metaverse: ['person'], sources: ['person'] },
    ],
  ])('%s', (_, after, expected) => {
    expect(shown(after)).toEqual({ ...NOTHING, ...expected });
  });

  it('a renamed rule is the same rule, also where prefer names it; the name that falls free goes to what is left of the new one', () => {
    const after: Plan = {
      ...withRules({ ...inbound, name: 'people' }, outbound),
      metaverse: plan.metaverse.map((type) => ({
        ...type,
        attributes: type.attributes.map((each) => (each.prefer.length > 0 ? { ...each, prefer: ['people'] } : each)),
      })),
    };
    expect(shown(after)).toEqual({
      ...NOTHING,
      renamed: [
        ['hrPerson|hr.person|person', 'people|hr.person|person'],
        ['people|hr.person|person', 'hrPerson|hr.person|person'],
      ],
    });
  });

  it('a rule that is renamed and changed is another rule', () => {
    expect(shown(withRules(inbound, { ...outbound, name: 'other', flows: [] }))).toEqual({
      ...NOTHING,
      metaverse: ['person'],
    });
  });
});
