// Duplicate flow: a competing rule that always applies too writes the same value.
import type { RankedFlow, RankedFlows } from '../ranked-flows.js';
import { lintRule } from '../rule.js';
import { account, people } from '../world.js';

const program = `${people('title: string\n  mail: string', 'title <- title\n  mail <- mail')}
${account('title <- title', 'precedence 100 ')}`;

export const duplicateFlow = lintRule({
  code: 'SR4103',
  of: 'whole',
  definition: {
    severity: 'warning',
    title: 'Duplicate flow',
    message:
      'expected `{rule}` to add something to `{attribute}`, found the same flow in `{other}`, which always applies too',
    help: 'remove one of the two, or share them with `flows` and `include`',
    explanation:
      'Two competing rules write the same expression to one attribute, and whenever the one applies the other does too. One of the flows does nothing; when somebody changes one of them later, the other quietly stays as it was.',
    wrong: `${program}
rule mailbox from person to corp.user precedence 200 {
  scope id is present and mail is present
  mail  <- mail
  title <- title
}`,
    right: `${program}
rule mailbox from person to corp.user precedence 200 {
  scope id is present and mail is present
  mail <- mail
}`,
  },
  find: ({ flows }, report) =>
    flows().flatMap((ranked) =>
      ranked.flows.flatMap((flow) => {
        const same = sameAs(flow, ranked);
        if (same === undefined) return [];
        const names = { rule: flow.contender.rule.plan.name, other: same.contender.rule.plan.name };
        const location = isOnePlace(flow, same) ? flow.contender.rule.nameLocation : flow.flow.location;
        const related = [{ location: same.flow.location, message: `\`${names.other}\` writes the same` }];
        return [report(location, { attribute: ranked.attribute, ...names }, { label: 'adds nothing', related })];
      }),
    ),
});

/**
 * The best flow with the same expression whose rule always applies too; of two that both always do, the better one. Where
 * there is no order between two, that is said already.
 */
const sameAs = (flow: RankedFlow, { widerThan, compare }: RankedFlows): RankedFlow | undefined =>
  widerThan(flow)
    .filter((wider) => wider.text === flow.text && isOther(wider, flow))
    .filter((wider) => flow.flow.plan.mode === 'merge' || compare(wider, flow) !== 0)
    .filter((wider) => wider.place < flow.place || !widerThan(wider).includes(flow))
    .sort((a, b) => a.place - b.place)[0];

const isOther = (a: RankedFlow, b: RankedFlow): boolean =>
  a.contender.rule.declaration !== b.contender.rule.declaration;

/** Both rules include the same `flows`. */
const isOnePlace = (a: RankedFlow, b: RankedFlow): boolean => a.flow.clause === b.flow.clause;
