// How histories of programs of special kinds go: what happens in them is what the programs are about.
import type { Verdict } from '../support/simulated-system.js';
import type { Change, Round } from './rounds.js';

type Course = (rounds: readonly Round[]) => readonly Round[];
type Changed = NonNullable<Change['attribute']>;

/**
 * People have names of their own, and hand them on; one is in scope of the other directory, and that is handed on too. After
 * every such round there is one in which little happens. Everything is imported and exported, and every other answer is
 * none that anything comes of.
 */
export const amidRefusals = (rounds: readonly Round[]): readonly Round[] =>
  rounds.map((round, index) => ({
    ...round,
    changes: round.changes.map((each) =>
      index === 0 ? ofOneName(each) : index % 2 === 1 ? handingOn(each, index) : each,
    ),
    imports: ['hr', 'ad', 'cl'],
    exports: ['ad', 'cl'],
    verdicts: [...(index === 0 ? (['apply', 'apply'] as const) : []), ...round.verdicts.map(refusing)],
  }));

const ofOneName = (change: Change): Change => {
  const { connector, object, values } = change;
  return connector === 'hr'
    ? { ...change, values: { ...values, k1: 'abcd'.charAt(object), s1: object === 0 ? 'a' : 'b' } }
    : change;
};

const handingOn = (change: Change, round: number): Change => ({
  ...change,
  connector: 'hr',
  ...(change.object % 2 === 0 ? { kind: 'swap', attribute: 's1' } : { kind: 'hand on', attribute: 'k1' }),
  values: { ...change.values, k1: `e${round}` },
});

const refusing = (verdict: Verdict): Verdict => {
  if (typeof verdict === 'object' || verdict === 'partly' || verdict === 'normalised') return { fail: 'permanent' };
  return verdict === 'apply' ? 'apply' : 'not-stored';
};

/**
 * Objects of one system come, go, and get another value of one of these attributes, one after the other; whatever else is
 * left out.
 */
export const oneByOne =
  (connector: Change['connector'], ...attributes: readonly Changed[]): Course =>
  (rounds) =>
    rounds.map((round, index) => ({
      ...round,
      imports: ['hr', 'ad', 'cl'],
      changes:
        index === 0
          ? round.changes.map((each) => (connector === 'hr' && each.connector === 'cl' ? { ...each, connector } : each))
          : round.changes.slice(0, 1).map((each) => ({
              ...each,
              connector,
              kind: each.kind === 'remove' || each.kind === 'restore' ? each.kind : 'tweak',
              attribute: attributes[each.object % attributes.length] ?? 'k1',
            })),
    }));

/** People are found by one of two letters, as accounts are that are nobody's; these have names that people want. */
const foundByFew = (change: Change): Change => {
  const { connector, object, values, name } = change;
  const k1 = values.k1 === 'a' || values.k1 === 'c' ? 'a' : 'b';
  return connector === 'hr'
    ? { ...change, values: { ...values, k1, k2: 'abcd'.charAt(object) } }
    : { ...change, connector: 'ad', values: { ...values, k1, s1: undefined }, name: [name[0], 'x'] };
};

/** Accounts go that several people find, and people are found by another letter. */
export const foundByMany: Course = (rounds) =>
  rounds.map((round, index) => ({
    ...round,
    imports: ['hr', 'ad', 'cl'],
    changes:
      index === 0
        ? round.changes.map(foundByFew)
        : round.changes.slice(0, 1).map((each) => ({
            ...foundByFew(each),
            kind: each.connector === 'ad' || each.kind === 'remove' ? 'remove' : 'tweak',
            attribute: 'k1',
          })),
  }));

/** People go, one after the other: half of them had an account and referred to the others. */
export const dying: Course = (rounds) =>
  rounds.map((round, index) => ({
    ...round,
    imports: ['hr', 'ad', 'cl'],
    exports: ['ad', 'cl'],
    verdicts: ['apply'],
    days: 0,
    changes: round.changes.map((each) => {
      const [object, even] = [index % 2 === 1 ? each.object & 2 : each.object | 1, each.object % 2 === 0];
      return index === 0
        ? {
            ...each,
            connector: 'hr',
            values: {
              ...each.values,
              k1: 'abcd'.charAt(each.object),
              s1: even ? 'a' : 'b',
              boss: (each.object + 1) % 4,
            },
          }
        : { ...each, connector: 'hr', kind: 'remove', object };
    }),
  }));

/** In the beginning there are people, and nobody has an account. */
export const amongPeople =
  (course: Course): Course =>
  (rounds) =>
    course(
      rounds.map((round, index) => ({
        ...round,
        changes: index === 0 ? round.changes.map((each) => ({ ...each, connector: 'hr' })) : round.changes,
      })),
    );

/** Nothing is exported: what is to be made is not there yet. */
export const withoutExports =
  (course: Course): Course =>
  (rounds) =>
    course(rounds).map((round) => ({ ...round, exports: [] }));

/** Nothing happens after the first round but that days go by. */
export const byItself: Course = (rounds) =>
  rounds.map((round, index) =>
    index === 0
      ? round
      : {
          ...round,
          changes: [],
          imports: [],
          actions: [],
          exports: [],
          changePlan: false,
          days: round.days === 0 ? 1 : round.days,
        },
  );

/** People lose what they have of these attributes, first one and then the other. */
export const losing =
  (first: Changed, then: Changed): Course =>
  (rounds) =>
    rounds.map((round, index) => ({
      ...round,
      imports: ['hr', 'ad', 'cl'],
      exports: ['ad', 'cl'],
      verdicts: ['apply'],
      changes:
        index === 0
          ? round.changes.map((each) => ({ ...each, values: { ...each.values, [first]: 'a', [then]: 'a', s2: 'a' } }))
          : round.changes.map((each) => ({
              ...each,
              connector: 'hr',
              kind: 'tweak',
              object: each.object % 2,
              attribute: index % 2 === 1 ? first : then,
              values: { ...each.values, [first]: undefined, [then]: undefined },
            })),
      days: index === 0 ? round.days : 0,
    }));

/**
 * A person loses the account, and an object that nobody claims is to go; the system says that it did so and did not; then all
 * is as it was before, and the same once more.
 */
export const wantedAgain: Course = (rounds) =>
  rounds.map((round, index) => {
    const isGoing = index % 3 === 1;
    const values = (of: Change['connector'], each: Change): Change['values'] => ({
      ...each.values,
      k1: 'abcd'.charAt(each.object),
      s1: (of === 'hr') === isGoing ? 'b' : 'a',
    });
    return {
      ...round,
      changes: round.changes.slice(0, index === 0 ? 9 : index % 3 === 2 ? 0 : 1).flatMap((each): readonly Change[] =>
        (index === 0 ? [each.connector] : (['hr', 'ad'] as const)).map((connector) => ({
          ...each,
          connector,
          values: values(connector, each),
          ...(index === 0 ? {} : { kind: 'tweak', attribute: 's1', object: 0 }),
        })),
      ),
      imports: ['hr', 'ad', 'cl'],
      delta: false,
      exports: ['ad', 'cl'],
      verdicts: isGoing ? ['not-stored'] : ['apply'],
    };
  });

/**
 * People of different names make friends and lose them, and seldom their accounts; and the directory shows some friends less,
 * or others, than were sent.
 */
export const makingFriends: Course = (rounds) =>
  rounds.map((round, index) => ({
    ...round,
    imports: ['hr', 'ad', 'cl'],
    exports: ['ad', 'cl'],
    changePlan: false,
    actions: [],
    check: 0,
    verdicts: index % 3 === 2 ? round.verdicts : ['apply'],
    changes: round.changes.map((each): Change => {
      const values = { ...each.values, k1: 'abcd'.charAt(each.object), s1: each.values.s1 ?? 'a' };
      if (index === 0) return { ...each, connector: 'hr', values: { ...values, s1: 'a' } };
      const isLost = each.kind === 'remove' || each.kind === 'restore';
      if (isLost) return { ...each, connector: 'hr' };
      const attribute = each.kind === 'swap' ? 's1' : 'friends';
      const gone = each.kind === 'swap' && index % 2 === 1 ? { ...values, s1: undefined } : values;
      return { ...each, connector: each.connector === 'ad' ? 'ad' : 'hr', kind: 'tweak', attribute, values: gone };
    }),
  }));
