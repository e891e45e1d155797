// What random programs are made of, as arbitraries: small sets of choices, so that matches and collisions are frequent.
import fc from 'fast-check';

export type Attribute = 'k1' | 'k2' | 's1' | 's2';
const SCALARS = ['k1', 'k2', 's1', 's2'] as const;

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
  {
    weight: 1,
    arbitrary: fc.constantFrom({ kind: 'gone' as const }, { kind: 'long gone' as const }, { kind: 'team' as const }),
  },
);
export type Scope = typeof mvScope extends fc.Arbitrary<infer T> ? T : never;
const own = fc.constantFrom<Attribute>('k1', 'k1', 'k2', 's1');
const join = fc.record({
  own,
  other: attribute,
  second: fc.option(fc.record({ own: attribute, other: attribute }), { freq: 3, nil: undefined }),
});
export type Join = typeof join extends fc.Arbitrary<infer T> ? T : never;
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
export type Flow = typeof flow extends fc.Arbitrary<infer T> ? T : never;
const flows = (minLength: number) =>
  fc.uniqueArray(flow, { minLength, maxLength: 4, size: 'max', selector: (each) => each.to });
const side = {
  flows: flows(1),
  refs: fc.boolean(),
  texts: fc.constantFrom(false, true, 'unless b' as const),
  /** Outbound: friends are the team. */
  teams: fc.constantFrom('no' as const, 'no' as const, 'attribute' as const, 'flow' as const),
  scope,
};
const inbound = fc.record({
  ...side,
  joins: fc.array(join, { maxLength: 2, size: 'max' }),
  projects: fc.boolean(),
  split: fc.boolean(),
});
/** The source says most of what there is. */
const source = inbound.chain((knobs) => flows(3).map((more) => ({ ...knobs, flows: more })));
export type In = typeof inbound extends fc.Arbitrary<infer T> ? T : never;
const outbound = fc.record({
  ...side,
  scope: mvScope,
  joins: fc.array(join, { maxLength: 2, size: 'max' }),
  provisions: fc.constantFrom(true, true, true, false),
  when: scope,
  action: fc.constantFrom('delete' as const, 'delete' as const, 'disconnect' as const, 'keep' as const),
  after: fc.constantFrom(0, 0, 1, 3),
  unclaimed: fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom('always' as const, 'unless b' as const, 'past' as const) },
  ),
  named: attribute,
  under: fc.constantFrom('x', 'y', 's2'),
  rider: fc.option(fc.record({ ...side, scope: mvScope }), { nil: undefined }),
});
export type Out = typeof outbound extends fc.Arbitrary<infer T> ? T : never;

/** Who belongs to whom: people that share an attribute, or whose boss somebody is; of them those that have something. */
const team = fc.record({
  by: fc.constantFrom('boss' as const, 'k1' as const, 'k2' as const, 's1' as const),
  having: fc.option(attribute, { nil: undefined }),
  open: fc.constantFrom(false, false, true),
});
export type Team = typeof team extends fc.Arbitrary<infer T> ? T : never;

/** Second accounts in the first directory, told from others by s2. */
const admin = fc.record({
  scope: mvScope,
  named: attribute,
  action: fc.constantFrom('delete' as const, 'disconnect' as const),
  joins: fc.boolean(),
  /** The boss of a user in the directory is the second account of the boss. */
  bosses: fc.boolean(),
});
export type Admin = typeof admin extends fc.Arbitrary<infer T> ? T : never;

/** Names that must not collide: of users in the first directory by k1, in the second by s1, perhaps of people by k2. */
const names = fc.record({
  people: fc.boolean(),
  /** What asks: a flow to k1, which counts once or always; a derived attribute, from which another one is made. */
  flow: fc.constantFrom('none' as const, 'once' as const, 'set' as const),
  derived: fc.boolean(),
  numbered: fc.constantFrom(true, true, false),
});
export type Naming = (typeof names extends fc.Arbitrary<infer T> ? T : never) & {
  /** A flow to s1 of the second directory asks too. */
  readonly second?: boolean;
  /** What is made of the derived name is made of the boss's. */
  readonly bosses?: boolean;
};

/** Parts of a program that a new plan has otherwise; a part that is missing stays. */
const later = fc.record(
  { hr: source, ad: inbound, toAd: outbound, toCl: outbound, team, prefer: fc.constantFrom([], ['cl-in'], ['ad-in']) },
  { requiredKeys: [] },
);

/** Members that a program may lack came later than programs that are kept as data. */
export const program = fc.record({
  names: fc.option(names, { freq: 2, nil: undefined }),
  admin: fc.option(admin, { freq: 2, nil: undefined }),
  containers: fc.constantFrom(true, false, false),
  required: fc.constantFrom(true, false, false),
  requiresBoss: fc.boolean(),
  hr: source,
  ad: inbound,
  cl: inbound,
  toAd: outbound,
  toCl: outbound,
  team,
  derived: fc.constantFrom(
    'team' as const,
    'none' as const,
    'text' as const,
    'otherwise' as const,
    'error' as const,
    'boss' as const,
  ),
  order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], { minLength: 14 }),
  disabled: fc.option(fc.constantFrom('hr-in', 'ad-in', 'cl-in', 'to-ad', 'to-cl', 'to-ad-rider', 'hr-in-2'), {
    freq: 2,
    nil: undefined,
  }),
  renamed: fc.boolean(),
  later: fc.option(later, { freq: 2, nil: undefined }),
  /** Who comes first for s1, whatever the precedences. */
  prefer: fc.constantFrom<readonly string[]>([], [], ['cl-in'], ['ad-in', 'hr-in'], ['hr-in-2']),
  /** Nothing flows back from the directories: what is exported comes to rest (G4). */
  oneWay: fc.constantFrom(false, false, true),
  /** The second directory shows references by name. */
  byName: fc.constantFrom(false, false, true),
  /** The directories ignore case in texts. */
  ignoresCase: fc.constantFrom(false, true),
});
type Later = 'later' | 'prefer' | 'oneWay' | 'byName' | 'ignoresCase';
type Whole = typeof program extends fc.Arbitrary<infer T> ? T : never;
export type Program = Omit<Whole, Later | 'names'> &
  Partial<Pick<Whole, Later>> & {
    readonly names?: Naming | undefined;
    /** Nobody has a team. */
    readonly alone?: boolean;
    /** A new plan leaves precedences as they are. */
    readonly calm?: boolean;
    /** The second rule of the source holds who joins by it, and makes nobody. */
    readonly alsoJoins?: boolean;
  };
