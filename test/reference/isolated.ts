// Programs in which nothing is left but what they are about: no mark stands in for the one that it needs.
import type { Program } from './knobs.js';
import { ALWAYS, by, CREATING_ALL, copy, quiet, tellingSource } from './parts.js';
import { contended, namesRead, takenOver } from './unusual.js';

/** More people ask for names than there are: who is gone, or has got another one, leaves it to those who wait. */
export const scarceNames = (program: Program): Program => ({
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

/** Several people find accounts that nobody has joined, and wait for their names; people have names to be found by. */
export const contendedAlone = (program: Program): Program => ({
  ...contended(program),
  oneWay: false,
  names: undefined,
  containers: false,
  required: false,
  derived: 'none',
  hr: { ...tellingSource(program), flows: (['k1', 's1', 'k2'] as const).map(copy), split: false, refs: false },
  cl: { ...program.cl, projects: false, joins: [] },
  toAd: {
    ...program.toAd,
    scope: ALWAYS,
    when: ALWAYS,
    provisions: true,
    joins: [by('k1')],
    unclaimed: 'always',
    named: 'k2',
    under: 'x',
    rider: undefined,
    flows: [],
    teams: 'no',
  },
});

/** What happens happens by itself, in time. */
export const timed = (program: Program): Program => ({
  ...program,
  hr: { ...tellingSource(program), texts: true },
  toAd: {
    ...program.toAd,
    scope: { kind: 'past' },
    when: ALWAYS,
    provisions: true,
    joins: [],
    named: 'k1',
    under: 'x',
  },
  toCl: { ...program.toCl, scope: ALWAYS, when: { kind: 'past' }, provisions: true, joins: [] },
});

/** Accounts that are to be made refer to others that are to be made, if these can have their names. */
export const referring = (program: Program): Program => ({
  ...program,
  admin: undefined,
  names: undefined,
  team: quiet(program),
  containers: false,
  required: false,
  derived: 'none',
  hr: { ...tellingSource(program), flows: (['k1', 's1'] as const).map(copy), split: false, refs: true },
  ad: { ...program.ad, projects: false, joins: [] },
  cl: { ...program.cl, projects: false, joins: [] },
  toAd: {
    ...program.toAd,
    ...CREATING_ALL,
    refs: true,
    teams: 'no',
    flows: [],
  },
});

/** Names that are read through references, and nothing else is. */
export const namesReadAlone = (program: Program): Program => ({
  ...namesRead(program),
  admin: undefined,
  team: quiet(program),
  derived: 'none',
  containers: false,
  required: false,
  hr: { ...tellingSource(program), flows: [copy('k1')], split: false, refs: true, texts: false },
  ad: {
    ...program.ad,
    scope: ALWAYS,
    projects: false,
    split: false,
    joins: [by('k1')],
    flows: [copy('s1')],
    refs: false,
    texts: false,
  },
  oneWay: false,
  cl: { ...program.cl, projects: false, joins: [] },
  names: { people: false, flow: 'none', numbered: true, derived: true, bosses: true, second: false },
  toAd: { ...program.toAd, provisions: false, joins: [], scope: ALWAYS, rider: undefined },
  toCl: {
    ...program.toCl,
    ...CREATING_ALL,
    refs: false,
    teams: 'no',
    flows: [copy('s1')],
    rider: undefined,
  },
});

/** Who is gone remembers others, who may die. */
export const bereaved = (program: Program): Program => ({
  ...program,
  admin: undefined,
  names: undefined,
  team: quiet(program),
  derived: 'none',
  hr: { ...tellingSource(program), flows: (['k1', 's1'] as const).map(copy), split: false, refs: true },
  ad: { ...program.ad, projects: false, joins: [] },
  cl: { ...program.cl, projects: false, joins: [] },
  toAd: { ...program.toAd, provisions: false, joins: [], scope: ALWAYS, rider: undefined },
  toCl: {
    ...program.toCl,
    scope: { kind: 'equal', attribute: 's1', letter: 'a' },
    when: ALWAYS,
    provisions: true,
    joins: [],
    action: 'delete',
    after: 3,
    named: 'k1',
    under: 'x',
  },
});

/**
 * Who has lost the last source goes on with an account that was to go anyhow, and with an object that no longer makes
 * anybody: nothing but that it is gone has changed.
 */
export const lingering = (program: Program): Program => ({
  ...takenOver(program),
  oneWay: false,
  names: undefined,
  containers: false,
  required: false,
  derived: 'none',
  hr: {
    ...tellingSource(program),
    flows: (['k1', 's1', 'k2'] as const).map(copy),
    scope: { kind: 'present', attribute: 's1', letter: 'a' },
    joins: [by('k1')],
    split: true,
    refs: false,
  },
  alsoJoins: true,
  ad: { ...program.ad, projects: false, joins: [] },
  toCl: {
    ...program.toCl,
    scope: { kind: 'present', attribute: 'k2', letter: 'a' },
    when: ALWAYS,
    provisions: true,
    joins: [],
    action: 'delete',
    after: 3,
    named: 'k1',
    under: 'x',
  },
});

/** People have friends, and their accounts have the accounts of these: copied, so that each is looked at by itself. */
export const befriended = (program: Program): Program => ({
  ...program,
  alone: true,
  later: undefined,
  admin: undefined,
  names: undefined,
  team: quiet(program),
  derived: 'none',
  containers: false,
  required: false,
  byName: false,
  oneWay: false,
  hr: { ...tellingSource(program), flows: (['k1', 's1'] as const).map(copy), split: false, refs: true, texts: false },
  ad: { ...program.ad, projects: false, joins: [] },
  cl: { ...program.cl, projects: false, joins: [] },
  toAd: {
    ...program.toAd,
    ...CREATING_ALL,
    scope: { kind: 'present', attribute: 's1', letter: 'a' },
    action: 'delete',
    after: 0,
    refs: true,
    teams: 'no',
    flows: [copy('s1')],
    rider: undefined,
  },
  toCl: {
    ...program.toCl,
    provisions: false,
    joins: [],
    scope: ALWAYS,
    flows: [copy('s1')],
    refs: false,
    rider: undefined,
  },
});
