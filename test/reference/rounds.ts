// Random rounds: what happens in the connected systems, what operators do, and which runs there are.
import fc from 'fast-check';
import type { Verdict } from '../support/simulated-system.js';
import type { Program } from './knobs.js';

const letter: fc.Arbitrary<string | undefined> = fc.constantFrom('a', 'b', 'c', 'd', undefined);
const number = fc.nat(3);
const values = fc.record({
  k1: letter,
  k2: letter,
  s1: letter,
  s2: letter,
  day: fc.constantFrom(undefined, 19_999, 20_003),
  texts: fc.subarray(['a', 'b', 'c']),
  boss: fc.option(number, { nil: undefined }),
  friends: fc.subarray([0, 1, 2, 3]),
});
const change = fc.record({
  connector: fc.constantFrom('hr', 'hr', 'hr', 'ad', 'cl'),
  object: number,
  kind: fc.constantFrom(
    'put' as const,
    'put' as const,
    'put' as const,
    'set' as const,
    'set' as const,
    'remove' as const,
    'rename' as const,
  ),
  values,
  name: fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y', 'a')),
});
type PlainChange = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** What programs of special kinds are about: one attribute alone, two that are exchanged, one that comes back as it was. */
const fineChange = fc.record({
  connector: fc.constantFrom('hr' as const, 'hr' as const, 'hr' as const, 'ad' as const, 'ad' as const, 'cl' as const),
  object: number,
  kind: fc.constantFrom(
    'put' as const,
    'remove' as const,
    'remove' as const,
    'restore' as const,
    'restore' as const,
    'rename' as const,
    'swap' as const,
    'swap' as const,
    'tweak' as const,
    'tweak' as const,
    'tweak' as const,
    'tweak' as const,
  ),
  values,
  name: fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y', 'a')),
  /** What a tweak changes, and a swap exchanges between the object and the next one. */
  attribute: fc.constantFrom('k1', 'k1', 'k1', 'k2', 's1', 's2', 'day', 'texts', 'boss', 'friends'),
});
type FineChange = typeof fineChange extends fc.Arbitrary<infer T> ? T : never;
export type Change = Omit<PlainChange, 'kind' | 'connector'> &
  Pick<FineChange, 'connector'> &
  Partial<Pick<FineChange, 'attribute'>> & { readonly kind: PlainChange['kind'] | FineChange['kind'] | 'hand on' };

/** On the object, and for `join` the metaverse object, of that number among those that it is possible for. */
const action = fc.record({
  kind: fc.constantFrom('join' as const, 'disconnect' as const, 'release' as const, 'retry' as const),
  object: number,
  mv: number,
});
export type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const verdict = fc.constantFrom<Verdict>(
  'apply',
  'apply',
  'apply',
  'apply',
  { fail: 'transient' },
  { fail: 'permanent' },
  'unknown-done',
  'unknown-not-done',
  'not-stored',
  'normalised',
  'partly',
);

const round = fc.record({
  changes: fc.array<Change>(change, { maxLength: 5, size: 'max' }),
  imports: fc.constantFrom<readonly ('hr' | 'ad' | 'cl')[]>(
    ['hr', 'ad', 'cl'],
    ['hr', 'ad', 'cl'],
    ['hr'],
    ['ad'],
    ['cl', 'hr'],
    [],
  ),
  /** Deltas where a full import has ended before. */
  delta: fc.boolean(),
  reversed: fc.boolean(),
  breakAfter: seldom(number),
  /** A row that the imports cannot read: of this object, or one that could be any. */
  unreadable: seldom(fc.constantFrom<number | 'unknown'>(0, 1, 'unknown')),
  actions: fc.oneof(
    { weight: 3, arbitrary: fc.constant<readonly Action[]>([]) },
    { weight: 1, arbitrary: fc.array(action, { minLength: 1, maxLength: 2, size: 'max' }) },
  ),
  days: fc.constantFrom(0, 0, 1, 3),
  batch: fc.constantFrom(undefined, 1, 2, 3, 7),
  /** Chooses what is looked at besides the reference interpreter, and where a synchronisation is interrupted. */
  check: fc.nat(59),
  exports: fc.constantFrom<readonly ('ad' | 'cl')[]>(['ad', 'cl'], ['ad', 'cl'], ['ad'], ['cl'], []),
  verdicts: fc.array(verdict, { minLength: 1, maxLength: 3 }),
  changePlan: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});
type Later = 'delta' | 'reversed' | 'unreadable' | 'actions' | 'batch' | 'check';
type WholeRound = typeof round extends fc.Arbitrary<infer T> ? T : never;
/** Members that a round may lack came later than histories that are kept as data. */
export type Round = Omit<WholeRound, Later> & Partial<Pick<WholeRound, Later>>;

export interface History {
  readonly program: Program;
  readonly rounds: readonly Round[];
}

/** The systems are not empty when a history begins. */
export const rounds = fc
  .tuple(
    fc.array(change, { minLength: 6, maxLength: 10, size: 'max' }),
    fc.array(round, { minLength: 2, maxLength: 6, size: 'max' }),
  )
  .map(([population, [first, ...rest]]): readonly Round[] =>
    first === undefined ? [] : [{ ...first, changes: population }, ...rest],
  );

/** People and objects, then rounds with few changes: who is not marked for what it concerns shows where nothing else marks it. */
export const fineRounds = fc
  .tuple(
    fc.array(
      fineChange.map((each): Change => ({ ...each, kind: 'put' })),
      { minLength: 6, maxLength: 9, size: 'max' },
    ),
    fc.array(
      fc
        .tuple(round, fc.array<Change>(fineChange, { minLength: 1, maxLength: 2, size: 'max' }))
        .map(([each, changes]): Round => ({ ...each, changes })),
      { minLength: 3, maxLength: 6, size: 'max' },
    ),
  )
  .map(([population, [first, ...rest]]): readonly Round[] =>
    first === undefined ? [] : [{ ...first, changes: population, imports: ['hr', 'ad', 'cl'] }, ...rest],
  );
