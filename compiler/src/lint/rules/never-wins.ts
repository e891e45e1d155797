// Flow that never wins: whenever its rule applies, a flow that ranks before it has a value.
import type { RankedFlow, RankedFlows } from '../ranked-flows.js';
import { lintRule } from '../rule.js';
import { account, people } from '../world.js';

const program = people('title: string', 'title <- title');
const other = (precedence: number) => `rule titles from person to corp.user precedence ${precedence} {
  scope id is present and title is present
  title <- title
}`;

export const neverWins = lintRule({
  code: 'SR4102',
  of: 'whole',
  definition: {
    severity: 'warning',
    title: 'Flow that never wins',
    message:
      'expected a flow that decides `{attribute}` for some object, found that `{winner}` always decides before it',
    help: 'remove the flow, or rank `{rule}` before `{winner}` for this attribute',
    explanation:
      'A flow that ranks before this one has a value for every object to which this rule applies, so this flow never decides anything. Most often the precedences are the wrong way round: the special case must rank before the general one.',
    wrong: `${program}\n${account('title <- title ?? "employee"', 'precedence 100 ')}\n${other(200)}`,
    right: `${program}\n${account('title <- title ?? "employee"', 'precedence 100 ')}\n${other(50)}`,
  },
  find: ({ flows }, report) =>
    flows().flatMap((ranked) =>
      ranked.flows.flatMap((flow) => {
        const winner = winnerOver(flow, ranked);
        if (winner === undefined) return [];
        const names = { winner: winner.contender.rule.plan.name, rule: flow.contender.rule.plan.name };
        const related = [{ location: winner.flow.location, message: `\`${names.winner}\` decides here` }];
        const values = { attribute: ranked.attribute, ...names };
        return [report(flow.flow.location, values, { label: 'never decides', related })];
      }),
    ),
});

/** Equal expressions are the business of another rule. */
const winnerOver = (flow: RankedFlow, ranked: RankedFlows): RankedFlow | undefined =>
  flow.flow.plan.mode === 'merge'
    ? undefined
    : ranked
        .widerThan(flow)
        .filter((wider) => decides(wider) && wider.text !== flow.text)
        .filter((wider) => ranked.compare(wider, flow) < 0)
        .sort(ranked.compare)[0];

const decides = ({ flow }: RankedFlow): boolean => flow.certain && !flow.mayKeep && flow.plan.mode !== 'merge';
