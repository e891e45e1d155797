// Programs in which something is frequent that is rare among random ones.
import type { Program } from './knobs.js';
import { ALWAYS, by, CREATING_ALL, copy, copying, quiet, tellingSource } from './parts.js';

/** Objects of a directory that nobody has joined: several people find them, and they may find one themselves. */
export const contended = (program: Program): Program => ({
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
export const takenOver = (program: Program): Program => ({
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
export const newFlows = (program: Program): Program => ({
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
export const namesRead = (program: Program): Program => ({
  ...program,
  hr: { ...tellingSource(program), refs: true },
  names: { people: false, flow: 'none', numbered: true, ...program.names, derived: true, bosses: true, second: false },
  toCl: { ...program.toCl, provisions: true, flows: copying(program.toCl.flows, 's1') },
});

/** Two slots ask for names. */
export const namesOfTwo = (program: Program): Program => ({
  ...program,
  hr: tellingSource(program),
  names: { people: false, derived: false, numbered: false, ...program.names, flow: 'set', second: true },
  toAd: { ...program.toAd, scope: ALWAYS, provisions: true, named: 'k1', flows: copying(program.toAd.flows, 'k1') },
  toCl: { ...program.toCl, scope: ALWAYS, provisions: true, named: 'k1', flows: copying(program.toCl.flows, 's1') },
});

/** Who comes back finds the person again that lingers. */
export const returning = (program: Program): Program => ({
  ...program,
  hr: { ...tellingSource(program), joins: [by('k1')] },
  toCl: {
    ...program.toCl,
    ...CREATING_ALL,
    action: 'delete',
    after: 1,
    flows: [copy('k1')],
  },
});

/** What an account itself says takes its person out of the scope that holds it. */
export const contradicting = (program: Program): Program => ({
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
export const exchanging = (program: Program): Program => ({
  ...program,
  admin: undefined,
  hr: { ...tellingSource(program), split: false },
  ad: { ...program.ad, projects: false, flows: [copy('k2')] },
  cl: { ...program.cl, projects: false, flows: [copy('k2')] },
  containers: false,
  required: false,
  toAd: {
    ...program.toAd,
    ...CREATING_ALL,
    flows: [copy('k1')],
  },
});

/** Accounts cannot be made without the account of the boss. */
export const requiring = (program: Program): Program => ({
  ...program,
  admin: undefined,
  names: undefined,
  containers: false,
  required: true,
  requiresBoss: true,
  hr: { ...tellingSource(program), refs: true },
  toAd: {
    ...program.toAd,
    ...CREATING_ALL,
    refs: true,
    flows: copying(program.toAd.flows, 's1'),
  },
});

/**
 * Targets refuse much, or say that they did what they did not, and others wait for the names of what stays: in one directory
 * people are renamed, in the other they come and go under one name. A new plan has to do with the first alone. Nothing flows
 * back, so that all comes to rest.
 */
export const refused = (program: Program): Program => {
  const toAd: Program['toAd'] = {
    ...program.toAd,
    ...CREATING_ALL,
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

/** Accounts go with one value of their people, and what nobody claims with one of its own. */
export const goingByValue = (program: Program): Program => ({
  ...program,
  admin: undefined,
  names: undefined,
  containers: false,
  required: false,
  derived: 'none',
  hr: { ...tellingSource(program), split: false },
  ad: { ...program.ad, projects: false, joins: [] },
  cl: { ...program.cl, projects: false, joins: [] },
  oneWay: false,
  toAd: { ...program.toAd, provisions: false, joins: [], unclaimed: 'unless b' },
  toCl: {
    ...program.toCl,
    ...CREATING_ALL,
    scope: { kind: 'equal', attribute: 's1', letter: 'a' },
    action: 'delete',
    after: 0,
  },
});
