// Random programs, made directly as plans within the restrictions R1 to R10 of the engine specification.
import {
  type Expr,
  type InboundRule,
  type OutboundRule,
  type Plan,
  type PlanFlow,
  type PlanMvAttribute,
  type PlanRule,
  sealPlan,
} from '@syncrule/runtime/plan';
import { everyBy, everyOf, exprOf, joinsOf, Keys, scopeOf } from './clauses.js';
import { equal, failsOn, present, source, text, through } from './expressions.js';
import type { Admin, Attribute, Flow, In, Join, Out, Program, Team } from './knobs.js';
import { loginFlow, nameAttributes, namespacesOf } from './naming.js';
import { csAttributes, MANY, TYPES } from './schemas.js';

/** On the metaverse's side alone. */
const GONE = 'goneSince';
const PLACE = [0, 1, 1] as const;
const DAY = 86_400_000;

/** In a flow that merges, `clear` gives nothing. */
const textsOf = (texts: true | 'unless b'): Expr =>
  texts === true
    ? source('texts')
    : { op: 'if', condition: equal(source('s1'), text('b')), then: { op: 'clear' }, else: source('texts') };

const flowsOf = (
  side: {
    readonly flows: readonly Flow[];
    readonly refs: boolean;
    readonly texts: boolean | 'unless b';
  },
  at: 'cs' | 'mv',
  type: string,
  friends: Expr = source('friends'),
  boss: Expr = source('boss'),
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
    ? [
        { target: 'boss', mode: 'set', of: boss, place: PLACE } as const,
        { target: 'friends', mode: 'set', of: friends, place: PLACE } as const,
      ]
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
    ...scopeOf(keys, knobs.scope, 'cs', type),
    joins: joinsOf(keys, knobs.joins, type, 'person'),
    flows: flowsOf(knobs, 'cs', type),
    ...(source_ || knobs.projects ? { project: { place: PLACE } } : {}),
  };
  return knobs.split
    ? [rule, { ...rule, name: `${name}-2`, scope: present(source('s2')), flows: rule.flows.slice(0, 2) }]
    : [rule];
};

const dn = ({ named, under }: Pick<Out, 'named' | 'under'>): Expr => ({
  op: 'dn',
  parts: [
    { rdn: [{ type: 'CN', value: [source(named)] }] },
    { rdn: [{ type: 'OU', value: [under === 's2' ? source('s2') : text(under)] }] },
  ],
});

/** What tells second accounts in the first directory. */
const MARK = 'c';
const isAdmin: Expr = equal(source('s2'), text(MARK));
const both = (left: Expr | undefined, right: Expr): Expr =>
  left === undefined ? right : { op: 'and', items: [left, right] };

/** Rules for second accounts; the others leave those alone. */
const adminRules = (keys: Keys, admin: Admin): readonly PlanRule[] => {
  const base = { place: PLACE, variant: 0, csType: 'ad.user', mvType: 'person', account: 'admin', lets: [] } as const;
  const join: Join = { own: 'k1', other: 'k2', second: undefined };
  return [
    {
      ...base,
      direction: 'inbound',
      name: 'ad-in-admin',
      scope: isAdmin,
      joins: joinsOf(keys, [join], 'ad.user', 'person'),
      flows: [],
    },
    {
      ...base,
      direction: 'outbound',
      name: 'to-ad-admin',
      ...scopeOf(keys, admin.scope, 'mv', 'person'),
      joins: admin.joins ? joinsOf(keys, [join], 'person', 'ad.user') : [],
      flows: [
        { target: 'dn', mode: 'set', of: dn({ named: admin.named, under: 'y' }), place: PLACE },
        { target: 's2', mode: 'set', of: text(MARK), place: PLACE },
        { target: 'k1', mode: 'set', of: source('k2'), place: PLACE },
      ],
      provision: { place: PLACE },
      deprovision: { action: admin.action, place: PLACE },
    },
  ];
};

const notAdmin = (rule: PlanRule): PlanRule =>
  rule.direction === 'inbound' && rule.csType === 'ad.user' && rule.account === undefined
    ? { ...rule, scope: both(rule.scope, { op: 'not', of: isAdmin }) }
    : rule;

const friendsOf = (keys: Keys, teams: Out['teams'], team: Team): Expr =>
  teams === 'no' ? source('friends') : teams === 'attribute' ? source('team') : everyOf(keys, team);

/** Always, while an attribute of the object is not that letter, or once its day has passed. */
const unclaimedOf = (when: NonNullable<Out['unclaimed']>): NonNullable<OutboundRule['unclaimed']> => {
  const target = (attribute: string): Expr => ({ op: 'target', attribute });
  switch (when) {
    case 'always':
      return { place: PLACE };
    case 'unless b':
      return { place: PLACE, when: { op: 'unequal', left: target('s1'), right: text('b'), by: 'exact' } };
    case 'past':
      return { place: PLACE, when: { op: 'less', left: target('day'), right: { op: 'today', zone: text('UTC') } } };
  }
};

const outboundRules = (
  keys: Keys,
  name: string,
  type: string,
  knobs: Out,
  { team, admin, names }: Program,
): readonly OutboundRule[] => {
  const boss: Expr =
    type === 'ad.user' && admin?.bosses ? { op: 'account', of: source('boss'), name: 'admin' } : source('boss');
  const base = { direction: 'outbound', place: PLACE, variant: 0, csType: type, mvType: 'person', lets: [] } as const;
  const when = scopeOf(keys, knobs.when, 'mv', 'person').scope;
  const rule: OutboundRule = {
    ...base,
    name,
    ...(knobs.unclaimed === undefined ? {} : { unclaimed: unclaimedOf(knobs.unclaimed) }),
    ...scopeOf(keys, knobs.scope, 'mv', 'person'),
    joins: joinsOf(keys, knobs.joins, 'person', type),
    flows: [
      { target: 'dn', mode: 'set', of: dn(knobs), place: PLACE },
      ...flowsOf(knobs, 'mv', 'person', friendsOf(keys, knobs.teams, team), boss).map((flow) =>
        loginFlow(flow, type, names),
      ),
    ],
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
          ...scopeOf(keys, rider.scope, 'mv', 'person'),
          joins: [],
          flows: flowsOf(rider, 'mv', 'person', friendsOf(keys, rider.teams, team)),
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
    case 'team':
      return {
        op: 'call',
        name: 'first',
        arguments: [{ op: 'through', of: source('team'), attribute: 's1', side: 'mv', types: ['person'] }],
      };
  }
};

/** In the order of their arrows: what has an expression after what has none, and s2, which may read the team, last. */
const arrow = ({ name, derived, level = 0 }: PlanMvAttribute): number =>
  derived === undefined ? 0 : name === 'team' ? 1 : level > 0 ? 2 + level : 2;

const withoutS2 = (team: Team): Team => (team.having === 's2' ? { ...team, having: 's1' } : team);

const teamOf = (keys: Keys, { team }: Program): PlanMvAttribute => ({
  prefer: [],
  place: PLACE,
  name: 'team',
  type: { scalar: 'ref', many: true, to: ['person'] },
  equality: 'ref',
  merge: false,
  derived: everyOf(keys, withoutS2(team)),
});

const mvAttributes = (keys: Keys, program: Program, prefer: readonly string[]): readonly PlanMvAttribute[] => {
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
        prefer: name === 's1' ? prefer : [],
        ...(name === 's2' && derived !== undefined ? { derived } : {}),
      }),
    ),
    ...(program.alone ? [] : [teamOf(keys, program)]),
    ...nameAttributes(program.names),
  ].sort((a, b) => arrow(a) - arrow(b));
};

/** R3: what an inbound join looks up is free of references, so of an attribute derived through one. */
const withinR3 = (program: Program): Program => {
  if (program.derived !== 'boss' && program.derived !== 'team') return program;
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

const functionsOf = (keys: Keys, { team }: Program): Plan['functions'] => [
  { name: 'teamOf', parameters: ['link'], body: everyBy(keys, withoutS2(team), { op: 'variable', name: 'link' }) },
];

/** Nothing flows in from the directories, so what is exported has no effect on what is exported next. */
const oneWay = (program: Program): Program => {
  if (!program.oneWay) return program;
  const silent = (knobs: In): In => ({ ...knobs, flows: [], refs: false, texts: false, projects: false });
  return { ...program, ad: silent(program.ad), cl: silent(program.cl) };
};

/** `prefer` names rules that are there, by the names that they have. */
const preferred = ({ prefer = [] }: Program, rules: readonly PlanRule[]): readonly string[] =>
  prefer.flatMap((name) => rules.find((rule) => rule.name === name || rule.name === `${name}-new`)?.name ?? []);

/** The plan of a program; `changed`: with a rule disabled, others renamed, and precedences the other way round. */
export const planOf = (given: Program, changed = false, turn = 0): Plan => {
  const program = oneWay(withinR3(changed ? { ...given, ...given.later } : given));
  const keys = new Keys();
  const rules: readonly PlanRule[] = [
    ...inboundRules(keys, 'hr-in', 'hr.person', program.hr, true).map((rule, index) => {
      const { project: _, ...joining } = rule;
      return index > 0 && program.alsoJoins ? joining : rule;
    }),
    ...inboundRules(keys, 'ad-in', 'ad.user', program.ad, false),
    ...inboundRules(keys, 'cl-in', 'cl.user', program.cl, false),
    ...outboundRules(keys, 'to-ad', 'ad.user', program.toAd, program),
    ...outboundRules(keys, 'to-cl', 'cl.user', program.toCl, program),
    ...(program.admin === undefined ? [] : adminRules(keys, program.admin)),
  ]
    .map((rule) => (program.admin === undefined ? rule : notAdmin(rule)))
    .map(
      (rule, index): PlanRule => ({
        ...rule,
        precedence: (program.order[index] ?? index) * (changed && !program.calm ? -1 : 1) + 20,
      }),
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
      references: name === 'cl' && program.byName ? 'name' : 'anchor',
      types: (name === 'hr' ? ['person'] : name === 'ad' ? ['ou', 'user'] : ['user']).map((type) => ({
        name: type,
        ...(type === 'person' ? { anchor: 'id' } : {}),
        attributes: csAttributes(name, type, program),
      })),
    })),
    metaverse: [{ name: 'person', attributes: mvAttributes(keys, program, preferred(program, rules)) }],
    functions: program.alone ? [] : functionsOf(keys, program),
    namespaces: namespacesOf(program.names),
    keys: keys.keys,
    rules: [...rules.slice(turn), ...rules.slice(0, turn)],
  });
};
