// Programs of special kinds: what is rare among random ones is frequent in them.
import type { Attribute, Flow, Join, Program } from './knobs.js';

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

const KINDS = [contended, newFlows, takenOver, namesRead, namesOfTwo, returning, contradicting, exchanging];

/** As many kinds as there are. */
export const KINDS_OF_PROGRAMS = KINDS.length;

export const ofItsKind = (number: number, program: Program): Program =>
  KINDS[number % KINDS.length]?.(program) ?? program;
