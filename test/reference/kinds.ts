// Programs of special kinds: what is rare among random ones is frequent in them.
import type { Verdict } from '../support/simulated-system.js';
import type { Attribute, Flow, Join, Program } from './knobs.js';
import type { Change, Round } from './rounds.js';

const ALWAYS = { kind: 'always' } as const;
const copy = (to: Attribute): Flow => ({ from: to, to, kind: 'copy', letter: 'a' });
const by = (attribute: Attribute): Join => ({ own: attribute, other: attribute, second: undefined });
const copying = (flows: readonly Flow[], ...copied: readonly Attribute[]): Flow[] => [
  ...flows.filter(({ to }) => !copied.includes(to)),
  ...copied.map(copy),
];

/** The source tells who people are, and each of its objects is one. */
const tellingSource = ({ hr }: Program): Program['hr'] => ({
  ...hr,
  scope: ALWAYS,
  joins: [],
  flows: copying(hr.flows, 'k1', 's1'),
});

/** Members are found by what no join looks at, so that they do not tell who else has changed. */
const quiet = ({ team }: Program): Program['team'] => ({ ...team, by: 'boss', open: false });

/** Objects of a directory that nobody has joined: several people find them, and they may find one themselves. */
const contended = (program: Program): Program => ({
  ...program,
  admin: undefined,
  team: quiet(program),
  hr: tellingSource(program),
  ad: { ...program.ad, scope: ALWAYS, projects: false, split: false, joins: [by('s1')] },
  toAd: {
    ...program.toAd,
    scope: ALWAYS,
    provisions: true,
    joins: [by('k1')],
    unclaimed: program.toAd.unclaimed ?? (program.required ? 'always' : undefined),
  },
});

/** Who is gone takes an object over while an account stands. */
const takenOver = (program: Program): Program => ({
  ...program,
  admin: undefined,
  team: quiet(program),
  hr: tellingSource(program),
  ad: { ...program.ad, projects: false, joins: [] },
  cl: { ...program.cl, projects: false },
  toAd: { ...program.toAd, scope: { kind: 'gone' }, provisions: false, joins: [by('k1')] },
  toCl: { ...program.toCl, scope: ALWAYS, when: ALWAYS, provisions: true, action: 'delete', after: 1, named: 'k1' },
});

/** A new plan gives the directories other values, and that is all. */
const newFlows = (program: Program): Program => ({
  ...program,
  calm: true,
  disabled: undefined,
  renamed: false,
  later: {
    toAd: { ...program.toAd, flows: program.toCl.flows, refs: program.toCl.refs },
    toCl: { ...program.toCl, flows: program.toAd.flows, texts: program.toAd.texts },
  },
});

/** Names are read through references to others. */
const namesRead = (program: Program): Program => ({
  ...program,
  hr: { ...tellingSource(program), refs: true },
  names: { people: false, flow: 'none', numbered: true, ...program.names, derived: true, bosses: true, second: false },
  toCl: { ...program.toCl, provisions: true, flows: copying(program.toCl.flows, 's1') },
});

/** Two slots ask for names. */
const namesOfTwo = (program: Program): Program => ({
  ...program,
  hr: tellingSource(program),
  names: { people: false, derived: false, numbered: false, ...program.names, flow: 'set', second: true },
  toAd: { ...program.toAd, scope: ALWAYS, provisions: true, named: 'k1', flows: copying(program.toAd.flows, 'k1') },
  toCl: { ...program.toCl, scope: ALWAYS, provisions: true, named: 'k1', flows: copying(program.toCl.flows, 's1') },
});

/** Who comes back finds the person again that lingers. */
const returning = (program: Program): Program => ({
  ...program,
  hr: { ...tellingSource(program), joins: [by('k1')] },
  toCl: {
    ...program.toCl,
    scope: ALWAYS,
    when: ALWAYS,
    provisions: true,
    joins: [],
    action: 'delete',
    after: 1,
    named: 'k1',
    under: 'x',
    flows: [copy('k1')],
  },
});

/** What an account itself says takes its person out of the scope that holds it. */
const contradicting = (program: Program): Program => ({
  ...program,
  admin: undefined,
  hr: { ...tellingSource(program), flows: (['k1', 's1'] as const).map(copy), split: false },
  ad: { ...program.ad, scope: ALWAYS, joins: [], projects: false, split: false, flows: [copy('k2')] },
  cl: { ...program.cl, projects: false, joins: [], flows: [copy('s2')] },
  derived: 'none',
  containers: false,
  required: false,
  toAd: {
    ...program.toAd,
    scope: { kind: 'missing', attribute: 'k2', letter: 'a' },
    when: ALWAYS,
    provisions: true,
    joins: [],
    named: 'k1',
    under: 'x',
    flows: [copy('k1')],
    rider: undefined,
  },
});

/** People exchange their names. */
const exchanging = (program: Program): Program => ({
  ...program,
  admin: undefined,
  hr: { ...tellingSource(program), split: false },
  ad: { ...program.ad, projects: false, flows: [copy('k2')] },
  cl: { ...program.cl, projects: false, flows: [copy('k2')] },
  containers: false,
  required: false,
  toAd: {
    ...program.toAd,
    scope: ALWAYS,
    when: ALWAYS,
    provisions: true,
    joins: [],
    named: 'k1',
    under: 'x',
    flows: [copy('k1')],
  },
});

/** Accounts cannot be made without the account of the boss. */
const requiring = (program: Program): Program => ({
  ...program,
  admin: undefined,
  names: undefined,
  containers: false,
  required: true,
  requiresBoss: true,
  hr: { ...tellingSource(program), refs: true },
  toAd: {
    ...program.toAd,
    scope: ALWAYS,
    when: ALWAYS,
    provisions: true,
    joins: [],
    refs: true,
    named: 'k1',
    under: 'x',
    flows: copying(program.toAd.flows, 's1'),
  },
});

/**
 * Targets refuse much, or say that they did what they did not, and others wait for the names of what stays: in one directory
 * people are renamed, in the other they come and go under one name. A new plan has to do with the first alone. Nothing flows
 * back, so that all comes to rest.
 */
const refused = (program: Program): Program => {
  const toAd: Program['toAd'] = {
    ...program.toAd,
    scope: ALWAYS,
    when: ALWAYS,
    provisions: true,
    joins: [],
    named: 'k1',
    under: 'x',
    flows: program.toAd.flows.slice(0, 1),
    unclaimed: undefined,
  };
  return {
    ...program,
    oneWay: true,
    admin: undefined,
    names: undefined,
    calm: true,
    disabled: undefined,
    renamed: false,
    later: { toAd: { ...toAd, flows: [] } },
    hr: { ...tellingSource(program), flows: [copy('k1'), copy('s1'), { ...copy('k2'), kind: 'const' }], split: false },
    derived: 'none',
    required: false,
    toAd,
    toCl: {
      ...program.toCl,
      scope: { kind: 'equal', attribute: 's1', letter: 'a' },
      when: ALWAYS,
      provisions: true,
      joins: [],
      action: 'delete',
      after: 0,
      named: 'k2',
      under: 'x',
      unclaimed: 'always',
    },
  };
};

/**
 * People have names of their own, and hand them on; one is in scope of the other directory, and that is handed on too. After
 * every such round there is one in which little happens. Everything is imported and exported, and every other answer is
 * none that anything comes of.
 */
const amidRefusals = (rounds: readonly Round[]): readonly Round[] =>
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

/** More people ask for names than there are: who is gone, or has got another one, leaves it to those who wait. */
const scarceNames = (program: Program): Program => ({
  ...program,
  admin: undefined,
  team: quiet(program),
  hr: {
    ...tellingSource(program),
    flows: (['k1', 's1'] as const).map(copy),
    split: false,
    refs: false,
    texts: false,
  },
  ad: { ...program.ad, projects: false, joins: [] },
  cl: { ...program.cl, projects: false, joins: [] },
  names: { people: false, derived: true, flow: 'none', numbered: false },
  toAd: { ...program.toAd, provisions: false, joins: [], scope: ALWAYS, rider: undefined },
  toCl: { ...program.toCl, provisions: false, joins: [], scope: ALWAYS, rider: undefined },
});

/** People come, go, and get another value of these attributes, one after the other; whatever else is left out. */
const oneByOne =
  (...attributes: readonly NonNullable<Change['attribute']>[]) =>
  (rounds: readonly Round[]): readonly Round[] =>
    rounds.map((round, index) => ({
      ...round,
      imports: ['hr', 'ad', 'cl'],
      changes:
        index === 0
          ? round.changes.map((each) => ({ ...each, connector: 'hr' }))
          : round.changes.slice(0, 1).map((each) => ({
              ...each,
              connector: 'hr',
              kind: each.kind === 'remove' || each.kind === 'restore' ? each.kind : 'tweak',
              attribute: attributes[each.object % attributes.length] ?? 'k1',
            })),
    }));

/** A kind of program, and how its histories go where that matters. */
interface Kind {
  readonly of: (program: Program) => Program;
  readonly played?: (rounds: readonly Round[]) => readonly Round[];
}

const KINDS: readonly Kind[] = [
  { of: takenOver },
  { of: namesRead },
  { of: newFlows },
  { of: contended },
  { of: namesOfTwo },
  { of: returning },
  { of: contradicting },
  { of: exchanging },
  { of: refused, played: amidRefusals },
  { of: requiring },
  { of: scarceNames, played: oneByOne('s1') },
];

/** As many kinds as there are. */
export const KINDS_OF_PROGRAMS = KINDS.length;
/** Programs with numbers in a row that are of one kind. */
export const IN_A_ROW = 6;

/** A program made into one of a special kind, and its histories into what shows that. Numbers begin with 1. */
export const ofItsKind = (
  number: number,
  program: Program,
  histories: readonly (readonly Round[])[],
): { readonly program: Program; readonly histories: readonly (readonly Round[])[] } => {
  const kind = KINDS[Math.floor((number - 1) / IN_A_ROW) % KINDS.length];
  if (kind === undefined) throw new Error(`bug: no kind of number ${number}`);
  return { program: kind.of(program), histories: kind.played === undefined ? histories : histories.map(kind.played) };
};
