// Random programs, made directly as plans within the restrictions R1 to R10 of the engine specification.
import {
  type Expr,
  type InboundRule,
  type OutboundRule,
  type Plan,
  type PlanFlow,
  type PlanJoin,
  type PlanKey,
  type PlanMvAttribute,
  type PlanRule,
  sealPlan,
} from '@syncrule/runtime/plan';
import fc from 'fast-check';
import { equal, failsOn, present, source, text, through } from './expressions.js';
import { csAttributes, MANY, TYPES } from './schemas.js';

type Attribute = 'k1' | 'k2' | 's1' | 's2';
const SCALARS = ['k1', 'k2', 's1', 's2'] as const;
/** On the metaverse's side alone. */
const GONE = 'goneSince';
const PLACE = [0, 1, 1] as const;
const DAY = 86_400_000;

// ---- knobs

const attribute = fc.constantFrom<Attribute>(...SCALARS);
const letter = fc.constantFrom('a', 'b', 'c');
const scope = fc.oneof(
  { weight: 12, arbitrary: fc.constant({ kind: 'always' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'present' as const,
        'missing' as const,
        'equal' as const,
        'unequal' as const,
        'boss' as const,
      ),
      attribute,
      letter,
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'past' as const }) },
);
const mvScope = fc.oneof(
  { weight: 5, arbitrary: scope },
  { weight: 1, arbitrary: fc.constantFrom({ kind: 'gone' as const }, { kind: 'long gone' as const }) },
);
type Scope = typeof mvScope extends fc.Arbitrary<infer T> ? T : never;
const own = fc.constantFrom<Attribute>('k1', 'k1', 'k2', 's1');
const join = fc.record({
  own,
  other: attribute,
  second: fc.option(fc.record({ own: attribute, other: attribute }), { freq: 3, nil: undefined }),
});
type Join = typeof join extends fc.Arbitrary<infer T> ? T : never;
const flowTo = (to: Attribute) =>
  fc.record({
    from: fc.oneof({ weight: 3, arbitrary: fc.constant(to) }, { weight: 1, arbitrary: attribute }),
    to: fc.constant(to),
    kind: fc.oneof(
      { weight: 6, arbitrary: fc.constant('copy' as const) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          'const' as const,
          'otherwise' as const,
          'clear' as const,
          'error' as const,
          'once' as const,
          'boss' as const,
          'keep' as const,
        ),
      },
    ),
    letter,
  });
const flow = fc.oneof(...SCALARS.map(flowTo));
type Flow = typeof flow extends fc.Arbitrary<infer T> ? T : never;
const side = {
  flows: fc.uniqueArray(flow, { minLength: 1, maxLength: 4, size: 'max', selector: (each) => each.to }),
  refs: fc.boolean(),
  texts: fc.constantFrom(false, true, 'unless b' as const),
  scope,
};
const inbound = fc.record({
  ...side,
  joins: fc.array(join, { maxLength: 2, size: 'max' }),
  projects: fc.boolean(),
  split: fc.boolean(),
});
type In = typeof inbound extends fc.Arbitrary<infer T> ? T : never;
const outbound = fc.record({
  ...side,
  scope: mvScope,
  joins: fc.array(join, { maxLength: 2, size: 'max' }),
  provisions: fc.constantFrom(true, true, true, false),
  when: scope,
  action: fc.constantFrom('delete' as const, 'delete' as const, 'disconnect' as const, 'keep' as const),
  after: fc.constantFrom(0, 0, 1, 3),
  named: attribute,
  under: fc.constantFrom('x', 'y', 's2'),
  rider: fc.option(fc.record({ ...side, scope: mvScope }), { nil: undefined }),
});
type Out = typeof outbound extends fc.Arbitrary<infer T> ? T : never;

export const program = fc.record({
  containers: fc.constantFrom(true, false, false),
  required: fc.constantFrom(true, false, false),
  requiresBoss: fc.boolean(),
  hr: inbound,
  ad: inbound,
  cl: inbound,
  toAd: outbound,
  toCl: outbound,
  derived: fc.constantFrom('none' as const, 'text' as const, 'otherwise' as const, 'error' as const, 'boss' as const),
  order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], { minLength: 12 }),
  disabled: fc.option(fc.constantFrom('hr-in', 'ad-in', 'cl-in', 'to-ad', 'to-cl', 'to-ad-rider', 'hr-in-2'), {
    freq: 1,
    nil: undefined,
  }),
  renamed: fc.boolean(),
});
export type Program = typeof program extends fc.Arbitrary<infer T> ? T : never;

// ---- rules

class Keys {
  readonly keys: PlanKey[] = [];
  of(type: string, attributes: readonly string[]): number {
    const key: PlanKey = { type, parts: attributes.map((name) => ({ of: source(name), by: 'exact' })), conditions: [] };
    const at = this.keys.findIndex((each) => JSON.stringify(each) === JSON.stringify(key));
    return at < 0 ? this.keys.push(key) - 1 : at;
  }
}

const joinsOf = (keys: Keys, joins: readonly Join[], from: string, to: string): readonly PlanJoin[] =>
  joins.map(({ own, other, second }) => ({
    place: PLACE,
    source: keys.of(from, [own, ...(second ? [second.own] : [])]),
    target: keys.of(to, [other, ...(second ? [second.other] : [])]),
  }));

const scopeOf = (scope: Scope, at: 'cs' | 'mv', type: string): { readonly scope?: Expr } => {
  switch (scope.kind) {
    case 'always':
      return {};
    case 'past':
      return { scope: { op: 'less', left: source('day'), right: { op: 'today', zone: text('UTC') } } };
    case 'boss':
      return { scope: present(through(scope.attribute, at, type)) };
    case 'gone':
      return { scope: present(source(GONE)) };
    case 'long gone':
      return {
        scope: {
          op: 'less',
          left: {
            op: 'add',
            kind: 'datetime',
            left: source(GONE),
            right: { op: 'const', value: { duration: 2 * DAY } },
          },
          right: { op: 'now' },
        },
      };
    case 'present':
    case 'missing':
      return { scope: { op: scope.kind, of: source(scope.attribute) } };
    default:
      return { scope: { op: scope.kind, left: source(scope.attribute), right: text(scope.letter), by: 'exact' } };
  }
};

const exprOf = ({ kind, from, letter }: Flow, at: 'cs' | 'mv', type: string): Expr => {
  switch (kind) {
    case 'const':
      return text(letter);
    case 'otherwise':
      return { op: 'otherwise', left: source(from), right: text(letter) };
    case 'clear':
      return { op: 'if', condition: equal(source(from), text(letter)), then: { op: 'clear' }, else: source(from) };
    case 'keep':
      return {
        op: 'if',
        condition: equal(source(from), text(letter)),
        then: { op: at === 'mv' ? 'keep' : 'clear' },
        else: source(from),
      };
    case 'error':
      return failsOn(from, letter, source(from));
    case 'boss':
      return through(from, at, type);
    default:
      return source(from);
  }
};

/** In a flow that merges, `clear` gives nothing. */
const textsOf = (texts: true | 'unless b'): Expr =>
  texts === true
    ? source('texts')
    : { op: 'if', condition: equal(source('s1'), text('b')), then: { op: 'clear' }, else: source('texts') };

const flowsOf = (
  side: { readonly flows: readonly Flow[]; readonly refs: boolean; readonly texts: boolean | 'unless b' },
  at: 'cs' | 'mv',
  type: string,
): readonly PlanFlow[] => [
  ...side.flows.map(
    (flow): PlanFlow => ({
      target: flow.to,
      mode: flow.kind === 'once' ? 'once' : 'set',
      of: exprOf(flow, at, type),
      place: PLACE,
    }),
  ),
  ...(side.refs
    ? ['boss', 'friends'].map((name): PlanFlow => ({ target: name, mode: 'set', of: source(name), place: PLACE }))
    : []),
  ...(side.texts
    ? [
        { target: 'texts', mode: 'merge', of: textsOf(side.texts), place: PLACE } as const,
        { target: 'day', mode: 'set', of: source('day'), place: PLACE } as const,
      ]
    : []),
];

const inboundRules = (keys: Keys, name: string, type: string, knobs: In, source_: boolean): readonly InboundRule[] => {
  const rule: InboundRule = {
    direction: 'inbound',
    name,
    place: PLACE,
    variant: 0,
    csType: type,
    mvType: 'person',
    lets: [],
    ...scopeOf(knobs.scope, 'cs', type),
    joins: joinsOf(keys, knobs.joins, type, 'person'),
    flows: flowsOf(knobs, 'cs', type),
    ...(source_ || knobs.projects ? { project: { place: PLACE } } : {}),
  };
  return knobs.split
    ? [rule, { ...rule, name: `${name}-2`, scope: present(source('s2')), flows: rule.flows.slice(0, 2) }]
    : [rule];
};

const dn = (knobs: Out): Expr => ({
  op: 'dn',
  parts: [
    { rdn: [{ type: 'CN', value: [source(knobs.named)] }] },
    { rdn: [{ type: 'OU', value: [knobs.under === 's2' ? source('s2') : text(knobs.under)] }] },
  ],
});

const outboundRules = (keys: Keys, name: string, type: string, knobs: Out): readonly OutboundRule[] => {
  const base = { direction: 'outbound', place: PLACE, variant: 0, csType: type, mvType: 'person', lets: [] } as const;
  const when = scopeOf(knobs.when, 'mv', 'person').scope;
  const rule: OutboundRule = {
    ...base,
    name,
    ...scopeOf(knobs.scope, 'mv', 'person'),
    joins: joinsOf(keys, knobs.joins, 'person', type),
    flows: [{ target: 'dn', mode: 'set', of: dn(knobs), place: PLACE }, ...flowsOf(knobs, 'mv', 'person')],
    ...(knobs.provisions
      ? {
          provision: { place: PLACE, ...(when === undefined ? {} : { when }) },
          deprovision: {
            action: knobs.action,
            ...(knobs.after === 0 ? {} : { after: knobs.after * DAY }),
            place: PLACE,
          },
        }
      : {}),
  };
  const { rider } = knobs;
  return rider === undefined
    ? [rule]
    : [
        rule,
        {
          ...base,
          name: `${name}-rider`,
          ...scopeOf(rider.scope, 'mv', 'person'),
          joins: [],
          flows: flowsOf(rider, 'mv', 'person'),
        },
      ];
};

const derivedOf = (program: Program): Expr | undefined => {
  switch (program.derived) {
    case 'none':
      return undefined;
    case 'text':
      return { op: 'text', parts: [source('k1'), source('s1')] };
    case 'otherwise':
      return { op: 'otherwise', left: source('k2'), right: source('s1') };
    case 'error':
      return failsOn('s1', 'a', source('k1'));
    case 'boss':
      return through('k1', 'mv', 'person');
  }
};

const mvAttributes = (program: Program): readonly PlanMvAttribute[] => {
  const derived = derivedOf(program);
  const base = { prefer: [], place: PLACE } as const;
  return [
    {
      ...base,
      name: GONE,
      type: { scalar: 'datetime', many: false },
      equality: 'value',
      merge: false,
      byEngine: true,
    } satisfies PlanMvAttribute,
    ...Object.entries(TYPES).map(
      ([name, scalar]): PlanMvAttribute => ({
        ...base,
        name,
        type: { scalar, many: MANY.includes(name), ...(scalar === 'ref' ? { to: ['person'] } : {}) },
        equality: scalar === 'ref' ? 'ref' : scalar === 'date' ? 'value' : 'exact',
        merge: name === 'texts',
        ...(name === 's2' && derived !== undefined ? { derived } : {}),
      }),
    ),
  ].sort((a, b) => Number(a.derived !== undefined) - Number(b.derived !== undefined));
};

/** R3: what an inbound join looks up is free of references, so of an attribute derived through one. */
const withinR3 = (program: Program): Program => {
  if (program.derived !== 'boss') return program;
  const plain = (name: Attribute): Attribute => (name === 's2' ? 's1' : name);
  const within = (knobs: In): In => ({
    ...knobs,
    joins: knobs.joins.map((each) => ({
      ...each,
      other: plain(each.other),
      second: each.second && { ...each.second, other: plain(each.second.other) },
    })),
  });
  return { ...program, hr: within(program.hr), ad: within(program.ad), cl: within(program.cl) };
};

/** The plan of a program; `changed`: with a rule disabled, others renamed, and precedences the other way round. */
export const planOf = (given: Program, changed = false, turn = 0): Plan => {
  const program = withinR3(given);
  const keys = new Keys();
  const rules: readonly PlanRule[] = [
    ...inboundRules(keys, 'hr-in', 'hr.person', program.hr, true),
    ...inboundRules(keys, 'ad-in', 'ad.user', program.ad, false),
    ...inboundRules(keys, 'cl-in', 'cl.user', program.cl, false),
    ...outboundRules(keys, 'to-ad', 'ad.user', program.toAd),
    ...outboundRules(keys, 'to-cl', 'cl.user', program.toCl),
  ]
    .map(
      (rule, index): PlanRule => ({ ...rule, precedence: (program.order[index] ?? index) * (changed ? -1 : 1) + 20 }),
    )
    .filter((rule) => !changed || rule.name !== program.disabled)
    .map((rule) =>
      changed && program.renamed && rule.direction === 'inbound' ? { ...rule, name: `${rule.name}-new` } : rule,
    );
  return sealPlan({
    format: 'syncrule-plan/1',
    files: [],
    params: [],
    connectors: ['ad', 'cl', 'hr'].map((name) => ({
      name,
      ...(name === 'hr' ? {} : { naming: 'dn' }),
      containers: name === 'ad' && program.containers,
      references: 'anchor',
      types: (name === 'hr' ? ['person'] : name === 'ad' ? ['ou', 'user'] : ['user']).map((type) => ({
        name: type,
        ...(type === 'person' ? { anchor: 'id' } : {}),
        attributes: csAttributes(name, type, program),
      })),
    })),
    metaverse: [{ name: 'person', attributes: mvAttributes(program) }],
    functions: [],
    namespaces: [],
    keys: keys.keys,
    rules: [...rules.slice(turn), ...rules.slice(0, turn)],
  });
};
