// Random rounds: what happens in the connected systems, what operators do, and which runs there are.
import fc from 'fast-check';
import type { Verdict } from '../support/simulated-system.js';
import { type Program, program } from './knobs.js';

const letter = fc.constantFrom('a', 'b', 'c', 'd', undefined);
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
export type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

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
  changes: fc.array(change, { maxLength: 5, size: 'max' }),
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
const rounds = fc
  .tuple(
    fc.array(change, { minLength: 6, maxLength: 10, size: 'max' }),
    fc.array(round, { minLength: 2, maxLength: 6, size: 'max' }),
  )
  .map(([population, [first, ...rest]]): readonly Round[] =>
    first === undefined ? [] : [{ ...first, changes: population }, ...rest],
  );

/** How many histories are played with one program. */
export const HISTORIES_OF_ONE = 10;
const together = fc.noBias(
  fc.record({ program, histories: fc.tuple(...Array.from({ length: HISTORIES_OF_ONE }, () => rounds)) }),
);

/** The program of a number, with its histories: always the same, until the arbitraries change. */
export const historiesOf = (
  number: number,
): { readonly program: History['program']; readonly histories: readonly (readonly Round[])[] } => {
  const [only] = fc.sample(together, { seed: number, numRuns: 1 });
  if (only === undefined) throw new Error('bug: no sample');
  return only;
};
