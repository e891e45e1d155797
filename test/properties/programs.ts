// Random programs over a fixed small schema, made directly as plans within the restrictions R1 to R10 of the engine.
import {
  type Expr,
  type InboundRule,
  type OutboundRule,
  type Plan,
  type PlanCsAttribute,
  type PlanFlow,
  type PlanKey,
  type PlanMvAttribute,
  type SchemaFile,
  sealPlan,
} from '@syncrule/runtime/plan';
import fc from 'fast-check';

const PLACE = [0, 1, 1] as const;
const KEYS = ['k1', 'k2'] as const;
const TEXTS = ['v1', 'v2'] as const;

const text = (many = false) => ({ scalar: 'string' as const, many });
const attribute = (name: string, more: Partial<PlanCsAttribute> = {}): PlanCsAttribute => ({
  name,
  type: text(),
  equality: 'exact',
  always: false,
  required: false,
  writable: 'always',
  ...more,
});

const shared = (type: string): readonly PlanCsAttribute[] => [
  ...[...KEYS, ...TEXTS].map((name) => attribute(name)),
  attribute('list', { type: text(true), equality: 'ignoreCase' }),
  attribute('until', { type: { scalar: 'date', many: false }, equality: 'value' }),
  attribute('boss', { type: { scalar: 'ref', many: false, to: [type] }, equality: 'ref' }),
  attribute('team', { type: { scalar: 'ref', many: true, to: [type] }, equality: 'ref' }),
];
const dn = attribute('dn', { type: { scalar: 'dn', many: false }, equality: 'dn', always: true, required: true });

export const DIRECTORIES = ['ad', 'cl'] as const;
type Directory = (typeof DIRECTORIES)[number];

const connectors: Plan['connectors'] = [
  ...DIRECTORIES.map((name) => ({
    name,
    naming: 'dn',
    containers: false,
    references: 'anchor' as const,
    types: [
      {
        name: 'user',
        attributes: [
          dn,
          ...shared(`${name}.user`).map((each) =>
            each.name === 'v2' && name === 'cl' ? { ...each, required: true } : each,
          ),
        ],
      },
    ],
  })),
  { name: 'hr', containers: false, references: 'anchor', types: [{ name: 'person', attributes: shared('hr.person') }] },
];

const schemaOf = (type: string, naming?: string): SchemaFile => ({
  format: 'syncrule-schema/1',
  types: { [type]: { attributes: {} } },
  ...(naming === undefined ? {} : { naming }),
});
export const schemas: Readonly<Record<string, SchemaFile>> = {
  ad: schemaOf('user', 'dn'),
  cl: schemaOf('user', 'dn'),
  hr: schemaOf('person'),
};

// ---- expressions

const source = (name: string): Expr => ({ op: 'source', attribute: name });
const constant = (value: string): Expr => ({ op: 'const', value });
const now: Expr = { op: 'today', zone: constant('UTC') };

const anyText = fc.constantFrom<string>(...KEYS, ...TEXTS);
const letter = fc.constantFrom('a', 'b', 'c');

const condition = (through: (name: string) => Expr): fc.Arbitrary<Expr | undefined> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    { weight: 2, arbitrary: anyText.map((name): Expr => ({ op: 'present', of: source(name) })) },
    { weight: 1, arbitrary: anyText.map((name): Expr => ({ op: 'missing', of: source(name) })) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(anyText, letter)
        .map(([name, value]): Expr => ({ op: 'equal', left: source(name), right: constant(value), by: 'exact' })),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(anyText, letter)
        .map(([name, value]): Expr => ({ op: 'unequal', left: source(name), right: constant(value), by: 'exact' })),
    },
    { weight: 2, arbitrary: fc.constant<Expr>({ op: 'not', of: { op: 'less', left: source('until'), right: now } }) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(anyText, letter)
        .map(([name, value]): Expr => ({ op: 'equal', left: through(name), right: constant(value), by: 'exact' })),
    },
  );

const throughBoss =
  (side: 'cs' | 'mv', type: string) =>
  (name: string): Expr => ({ op: 'through', of: source('boss'), attribute: name, side, types: [type] });

/** A single text, from the source: mostly a copy. */
const value = (through: (name: string) => Expr): fc.Arbitrary<Expr> =>
  fc.oneof(
    { weight: 6, arbitrary: anyText.map(source) },
    { weight: 1, arbitrary: letter.map(constant) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(anyText, anyText)
        .map(([left, right]): Expr => ({ op: 'otherwise', left: source(left), right: source(right) })),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(anyText, anyText).map(([a, b]): Expr => ({ op: 'text', parts: [source(a), '-', source(b)] })),
    },
    { weight: 1, arbitrary: anyText.map(through) },
  );

/** An outcome that is sometimes no value. */
const outcome = (through: (name: string) => Expr, outbound: boolean): fc.Arbitrary<Expr> =>
  fc.oneof(
    { weight: 8, arbitrary: value(through) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          anyText,
          letter,
          value(through),
          fc.constantFrom<Expr>(
            { op: 'clear' },
            { op: 'error', message: constant('no') },
            ...(outbound ? [{ op: 'keep' } as const] : []),
          ),
        )
        .map(
          ([name, letterValue, otherwise, special]): Expr => ({
            op: 'if',
            condition: { op: 'equal', left: source(name), right: constant(letterValue), by: 'exact' },
            then: special,
            else: otherwise,
          }),
        ),
    },
  );

const flow = (target: string, of: Expr, mode: PlanFlow['mode'] = 'set'): PlanFlow => ({
  target,
  mode,
  of,
  place: PLACE,
});

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 3 });

const present = <T>(items: readonly (T | undefined)[]): readonly T[] =>
  items.filter((item): item is T => item !== undefined);

// ---- rules

/** Index of a key over one or two attributes of a type, among the keys of the plan. */
class KeyList {
  readonly keys: PlanKey[] = [];

  of(type: string, attributes: readonly string[]): number {
    const key: PlanKey = { type, parts: attributes.map((name) => ({ of: source(name), by: 'exact' })), conditions: [] };
    const known = this.keys.findIndex((each) => JSON.stringify(each) === JSON.stringify(key));
    if (known >= 0) return known;
    this.keys.push(key);
    return this.keys.length - 1;
  }
}

/** A join clause: attributes of the source and of the target, in pairs; also crossed. */
type Clause = readonly (readonly [source: string, target: string])[];
const clause: fc.Arbitrary<Clause> = fc.constantFrom<Clause>(
  [['k1', 'k1']],
  [['k2', 'k2']],
  [['k1', 'k2']],
  [
    ['k1', 'k1'],
    ['k2', 'k2'],
  ],
);
const clauses = (most: number): fc.Arbitrary<readonly Clause[]> => fc.array(clause, { maxLength: most });

const joinsOf = (keys: KeyList, from: string, to: string, list: readonly Clause[]) =>
  list.map((pairs) => ({
    place: PLACE,
    source: keys.of(
      from,
      pairs.map(([a]) => a),
    ),
    target: keys.of(
      to,
      pairs.map(([, b]) => b),
    ),
  }));

type Precedences = readonly number[];

interface InboundShape {
  readonly clauses: readonly Clause[];
  readonly projects: boolean;
  readonly when: Expr | undefined;
  readonly scope: Expr | undefined;
  readonly texts: readonly (Expr | undefined)[];
  readonly once: Expr | undefined;
  readonly list: boolean;
  readonly refs: boolean;
  readonly riding: Expr | undefined;
  readonly ridingScope: Expr | undefined;
}

const inboundShape = (type: string, projects: fc.Arbitrary<boolean>): fc.Arbitrary<InboundShape> => {
  const through = throughBoss('cs', type);
  return fc.record({
    clauses: clauses(2),
    projects,
    when: condition(through),
    scope: condition(through),
    texts: fc.tuple(
      ...['k1', 'k2', 'v1', 'v2'].map((name) =>
        name.startsWith('k') ? fc.constant<Expr | undefined>(source(name)) : optional(outcome(through, false)),
      ),
    ),
    once: optional(value(through)),
    list: fc.boolean(),
    refs: fc.boolean(),
    riding: optional(outcome(through, false)),
    ridingScope: condition(through),
  });
};

const inboundRules = (
  keys: KeyList,
  name: string,
  csType: string,
  shape: InboundShape,
  [linking, riding]: Precedences,
): readonly InboundRule[] => {
  const base = { direction: 'inbound' as const, place: PLACE, variant: 0, csType, mvType: 'person', lets: [] };
  const links = shape.clauses.length > 0 || shape.projects;
  const flows = [
    ...['k1', 'k2', 'v1', 'v2'].flatMap((target, index) => {
      const of = shape.texts[index];
      return of === undefined ? [] : [flow(target, of)];
    }),
    ...(shape.once === undefined ? [] : [flow('first', shape.once, 'once')]),
    ...(shape.list ? [flow('list', source('list'), 'merge')] : []),
    ...(shape.refs ? [flow('boss', source('boss')), flow('team', source('team'))] : []),
    flow('until', source('until')),
  ];
  const rule: InboundRule = {
    ...base,
    name,
    ...(linking === undefined ? {} : { precedence: linking }),
    joins: joinsOf(keys, csType, 'person', shape.clauses),
    flows,
    ...(shape.scope === undefined ? {} : { scope: shape.scope }),
    ...(shape.projects ? { project: { place: PLACE, ...(shape.when === undefined ? {} : { when: shape.when }) } } : {}),
  };
  const also: InboundRule | undefined =
    shape.riding === undefined || riding === undefined
      ? undefined
      : {
          ...base,
          name: `${name}Also`,
          precedence: riding,
          joins: [],
          flows: [flow('v1', shape.riding)],
          ...(shape.ridingScope === undefined ? {} : { scope: shape.ridingScope }),
        };
  return links || also !== undefined ? present([rule, also]) : [rule];
};

interface OutboundShape {
  readonly clauses: readonly Clause[];
  readonly provisions: boolean;
  readonly when: Expr | undefined;
  readonly scope: Expr | undefined;
  readonly action: 'delete' | 'disconnect' | 'keep';
  readonly name: string;
  readonly texts: readonly (Expr | undefined)[];
  readonly modes: readonly PlanFlow['mode'][];
  readonly list: boolean;
  readonly refs: boolean;
  readonly riding: Expr | undefined;
  readonly ridingScope: Expr | undefined;
}

const outboundShape: fc.Arbitrary<OutboundShape> = fc.record({
  clauses: clauses(2),
  provisions: fc.boolean(),
  when: condition(throughBoss('mv', 'person')),
  scope: condition(throughBoss('mv', 'person')),
  action: fc.constantFrom('delete' as const, 'disconnect' as const, 'keep' as const),
  name: fc.constantFrom('k1', 'v1', 'd1'),
  texts: fc.tuple(...['k1', 'k2', 'v1', 'v2'].map(() => optional(outcome(throughBoss('mv', 'person'), true)))),
  modes: fc.tuple(...[1, 2, 3, 4].map(() => fc.constantFrom<PlanFlow['mode']>('set', 'set', 'set', 'once'))),
  list: fc.boolean(),
  refs: fc.boolean(),
  riding: optional(outcome(throughBoss('mv', 'person'), true)),
  ridingScope: condition(throughBoss('mv', 'person')),
});

/** `once` flows yield a value, absent or an error (F7). */
const plain = (of: Expr): Expr =>
  of.op === 'if' && (of.then.op === 'clear' || of.then.op === 'keep') ? (of.else ?? { op: 'absent' }) : of;

const outboundRules = (
  keys: KeyList,
  directory: Directory,
  shape: OutboundShape,
  [linking, riding]: Precedences,
): readonly OutboundRule[] => {
  const csType = `${directory}.user`;
  const base = { direction: 'outbound' as const, place: PLACE, variant: 0, csType, mvType: 'person', lets: [] };
  const name = flow('dn', {
    op: 'dn',
    parts: [{ rdn: [{ type: 'CN', value: [source(shape.name)] }] }, { rdn: [{ type: 'OU', value: ['P'] }] }],
  });
  const texts = ['k1', 'k2', 'v1', 'v2'].flatMap((target, index) => {
    const [of, mode] = [shape.texts[index], shape.modes[index] ?? 'set'];
    return of === undefined ? [] : [flow(target, mode === 'once' ? plain(of) : of, mode)];
  });
  const rule: OutboundRule = {
    ...base,
    name: directory,
    ...(linking === undefined ? {} : { precedence: linking }),
    joins: joinsOf(keys, 'person', csType, shape.clauses),
    flows: [
      name,
      ...texts,
      ...(shape.list ? [flow('list', source('list'), 'merge')] : []),
      ...(shape.refs ? [flow('boss', source('boss')), flow('team', source('team'))] : []),
    ],
    ...(shape.scope === undefined ? {} : { scope: shape.scope }),
    ...(shape.provisions
      ? {
          provision: { place: PLACE, ...(shape.when === undefined ? {} : { when: shape.when }) },
          deprovision: { action: shape.action, place: PLACE },
        }
      : {}),
  };
  const also: OutboundRule | undefined =
    shape.riding === undefined || riding === undefined
      ? undefined
      : {
          ...base,
          name: `${directory}Also`,
          precedence: riding,
          joins: [],
          flows: [flow('v1', shape.riding)],
          ...(shape.ridingScope === undefined ? {} : { scope: shape.ridingScope }),
        };
  return present([rule, also]);
};

// ---- programs

const mvAttribute = (name: string, more: Partial<PlanMvAttribute> = {}): PlanMvAttribute => ({
  name,
  type: text(),
  equality: 'exact',
  merge: false,
  prefer: [],
  place: PLACE,
  ...more,
});

const metaverse = (derived: Expr | undefined, fails: boolean): Plan['metaverse'] => [
  {
    name: 'person',
    attributes: [
      ...['k1', 'k2', 'v1', 'v2', 'first'].map((name) => mvAttribute(name)),
      mvAttribute('list', { type: text(true), equality: 'ignoreCase', merge: true }),
      mvAttribute('until', { type: { scalar: 'date', many: false }, equality: 'value' }),
      mvAttribute('boss', { type: { scalar: 'ref', many: false, to: ['person'] }, equality: 'ref' }),
      mvAttribute('team', { type: { scalar: 'ref', many: true, to: ['person'] }, equality: 'ref' }),
      mvAttribute('d1', {
        derived: fails
          ? {
              op: 'if',
              condition: { op: 'equal', left: source('v1'), right: constant('c'), by: 'exact' },
              then: { op: 'error', message: constant('no d1') },
              else: source('v1'),
            }
          : { op: 'text', parts: [source('v1'), ' ', source('v2')] },
      }),
      ...(derived === undefined ? [] : [mvAttribute('d2', { derived })]),
    ],
  },
];

/** A plan, and the rules' precedences shuffled against the order of the rules. */
export const program: fc.Arbitrary<Plan> = fc
  .record({
    hr: inboundShape('hr.person', fc.constant(true)),
    ad: optional(inboundShape('ad.user', fc.constantFrom(false, false, true))),
    toAd: outboundShape,
    toCl: optional(outboundShape),
    derived: optional(fc.constant<Expr>(throughBoss('mv', 'person')('v1'))),
    fails: fc.boolean(),
    precedences: fc.shuffledSubarray([10, 20, 30, 40, 50, 60, 70, 80], { minLength: 8 }),
  })
  .map((shape) => {
    const keys = new KeyList();
    const at = (index: number): Precedences => shape.precedences.slice(2 * index, 2 * index + 2);
    const rules = [
      ...inboundRules(keys, 'hr', 'hr.person', shape.hr, at(0)),
      ...(shape.ad === undefined ? [] : inboundRules(keys, 'adIn', 'ad.user', shape.ad, at(1))),
      ...outboundRules(keys, 'ad', shape.toAd, at(2)),
      ...(shape.toCl === undefined ? [] : outboundRules(keys, 'cl', shape.toCl, at(3))),
    ].sort((a, b) => (a.precedence ?? 1e9) - (b.precedence ?? 1e9));
    return sealPlan({
      format: 'syncrule-plan/1',
      files: ['program.syncrule'],
      params: [],
      functions: [],
      connectors,
      metaverse: metaverse(shape.derived, shape.fails),
      keys: keys.keys,
      rules,
    });
  });
