// Agreement between rules (language specification, 7.9), and what it settles for the plan.
import type { PlanMvType } from '@syncrule/runtime/plan';
import type { Diagnostic } from '../diagnostics/index.js';
import type { CheckedProgram } from '../semantics/model.js';
import { creationFindings } from './creation.js';
import { deprovisionFindings } from './deprovision.js';
import { circleFindings, inArrowOrder } from './derived.js';
import { inboundJoinFindings, outboundJoinFindings } from './joins.js';
import { mergedAttributes, mergeFindings } from './merge.js';
import { nameFindings } from './names.js';
import { type PreferOf, preferFindings, rankFindings } from './ranks.js';
import { type Contest, contestsOf, type PathsOf, pathsIn } from './rules.js';
import { unclaimedFindings } from './unclaimed.js';

export interface Agreement {
  /** With `merge`, `prefer` and the order of attributes settled. Good for a plan when there is no error. */
  readonly metaverse: readonly PlanMvType[];
  readonly diagnostics: readonly Diagnostic[];
  /** The rules prepared for comparing, for whoever compares further. */
  readonly contests: readonly Contest[];
  readonly pathsOf: PathsOf;
  readonly preferOf: PreferOf;
}

/** Compares the rules of a program with each other. */
export const agree = (program: CheckedProgram): Agreement => {
  const contests = contestsOf(program);
  const pathsOf = pathsIn(program);
  const preferOf = preferIn(program);
  const diagnostics = [
    ...contests.flatMap((contest) => [
      ...mergeFindings(contest),
      ...rankFindings(contest, preferOf, pathsOf),
      ...outboundJoinFindings(program, contest, pathsOf),
      ...deprovisionFindings(contest, pathsOf),
      ...nameFindings(contest, pathsOf),
      ...(program.complete ? creationFindings(program, contest, pathsOf) : []),
    ]),
    ...inboundJoinFindings(program, contests, pathsOf),
    ...(program.complete ? preferFindings(program) : []),
    ...unclaimedFindings(program),
    ...circleFindings(program),
  ];
  return { metaverse: settle(program, contests), diagnostics: distinct(diagnostics), contests, pathsOf, preferOf };
};

const preferIn = (program: CheckedProgram): PreferOf => {
  const types = new Map(program.metaverse.map(({ plan }) => [plan.name, plan.attributes]));
  return (mvType, attribute) => types.get(mvType)?.find((each) => each.name === attribute)?.prefer ?? [];
};

const settle = (program: CheckedProgram, contests: readonly Contest[]): readonly PlanMvType[] => {
  const merged = new Set(
    contests
      .filter((contest) => contest.direction === 'inbound')
      .flatMap((contest) =>
        [...mergedAttributes(contest)].map((name) => `${contest.contenders[0]?.rule.plan.mvType}.${name}`),
      ),
  );
  return inArrowOrder(program).map((type) => ({
    ...type,
    attributes: type.attributes.map((each) => ({ ...each, merge: merged.has(`${type.name}.${each.name}`) })),
  }));
};

/** Variants of one rule give the same finding. */
const distinct = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => {
  const keyOf = ({ code, message, location: { file, span } }: Diagnostic) =>
    `${code}\n${file.path}\n${span.start}\n${span.end}\n${message}`;
  return [...new Map(diagnostics.map((each) => [keyOf(each), each])).values()];
};
