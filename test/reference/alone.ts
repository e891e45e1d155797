// Programs in which nobody reads what others have: a full synchronisation carries people through one by one.
import type { Program } from './knobs.js';
import type { Round } from './rounds.js';

const ALWAYS = { kind: 'always' } as const;

/** Nobody reads what others have, so that a full synchronisation carries people through one by one. */
export const alone = (program: Program): Program => ({
  ...program,
  alone: true,
  admin: undefined,
  names: undefined,
  later: undefined,
  derived: program.derived === 'team' || program.derived === 'boss' ? 'text' : program.derived,
  hr: withoutOthers(program.hr),
  ad: withoutOthers(program.ad),
  cl: withoutOthers(program.cl),
  toAd: outWithoutOthers(program.toAd),
  toCl: outWithoutOthers(program.toCl),
});

type Side = Pick<Program['toAd'], 'flows' | 'scope' | 'teams'>;

const withoutOthers = <T extends Side>(side: T): T => ({
  ...side,
  teams: 'no',
  scope: readsOthers(side.scope) ? ALWAYS : side.scope,
  flows: side.flows.map((flow) => (flow.kind === 'boss' ? { ...flow, kind: 'copy' } : flow)),
});

const outWithoutOthers = (side: Program['toAd']): Program['toAd'] => ({
  ...withoutOthers(side),
  when: readsOthers(side.when) ? ALWAYS : side.when,
  rider: side.rider && withoutOthers(side.rider),
});

const readsOthers = ({ kind }: Program['toAd']['scope']): boolean => kind === 'boss' || kind === 'team';

/** Compared with full ones, and interrupted. */
export const inFullOrInterrupted = (rounds: readonly Round[]): readonly Round[] =>
  rounds.map((round) => {
    const check = round.check ?? 0;
    return { ...round, check: check - (check % 5) + (check % 2 === 0 ? 0 : 3) };
  });
