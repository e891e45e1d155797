// Parts that programs of special kinds share.
import type { Attribute, Flow, Join, Program } from './knobs.js';

export const ALWAYS = { kind: 'always' } as const;

/** A rule that creates an account for everybody, and joins none; named by `k1`, in one container. */
export const CREATING_ALL: Pick<Program['toCl'], 'scope' | 'when' | 'provisions' | 'joins' | 'named' | 'under'> = {
  scope: ALWAYS,
  when: ALWAYS,
  provisions: true,
  joins: [],
  named: 'k1',
  under: 'x',
};
export const copy = (to: Attribute): Flow => ({ from: to, to, kind: 'copy', letter: 'a' });
export const by = (attribute: Attribute): Join => ({ own: attribute, other: attribute, second: undefined });
export const copying = (flows: readonly Flow[], ...copied: readonly Attribute[]): Flow[] => [
  ...flows.filter(({ to }) => !copied.includes(to)),
  ...copied.map(copy),
];

/** The source tells who people are, and each of its objects is one. */
export const tellingSource = ({ hr }: Program): Program['hr'] => ({
  ...hr,
  scope: ALWAYS,
  joins: [],
  flows: copying(hr.flows, 'k1', 's1'),
});

/** Members are found by what no join looks at, so that they do not tell who else has changed. */
export const quiet = ({ team }: Program): Program['team'] => ({ ...team, by: 'boss', open: false });
