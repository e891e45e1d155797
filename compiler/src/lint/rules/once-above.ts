// `once` above another flow: the flow below counts on creation only.
import { canMeet } from '../../agreement/index.js';
import { lintRule } from '../rule.js';
import { account, people } from '../world.js';

const program = people('title: string\n  mail: string', 'title, mail <- same');
const other = (precedence: number) => `rule titles from person to corp.user precedence ${precedence} {
  scope title is present and mail is present
  title <- title
  mail  <- mail
}`;
const first = account('title <- once mail', 'precedence 100 ');

export const onceAbove = lintRule({
  code: 'SR4114',
  of: 'whole',
  definition: {
    severity: 'warning',
    title: '`once` above another flow',
    message: 'expected the flow of `{rule}` to keep `{attribute}` current, found `once` of `{once}` ranking before it',
    help: 'rank `{rule}` before `{once}`, or write `once` in neither',
    explanation:
      'A `once` flow gives a first value and then leaves the attribute as it is, whatever ranks after it. A flow below it therefore counts on creation only, and there only where the first is absent: later changes never arrive.',
    wrong: `${program}\n${first}\n${other(200)}`,
    right: `${program}\n${first}\n${other(50)}`,
  },
  find: ({ flows, agreement: { pathsOf } }, report) =>
    flows()
      .filter(({ direction }) => direction === 'outbound')
      .flatMap(({ attribute, flows: all, compare, widerThan }) => {
        const firsts = all.filter(({ flow }) => flow.plan.mode === 'once');
        return all.flatMap((flow) => {
          // One that always has a value, whenever this rule applies, leaves nothing to it: that is said by another rule.
          const isBeaten = () => widerThan(flow).some((each) => firsts.includes(each) && each.flow.certain);
          if (firsts.length === 0 || flow.flow.plan.mode !== 'set' || isBeaten()) return [];
          const above = firsts.find(
            (each) => compare(each, flow) < 0 && canMeet(each.contender, flow.contender, pathsOf),
          );
          if (above === undefined) return [];
          const names = { rule: flow.contender.rule.plan.name, once: above.contender.rule.plan.name };
          const related = [{ location: above.flow.location, message: `\`${names.once}\` says \`once\`` }];
          return [report(flow.flow.location, { attribute, ...names }, { label: 'counts on creation only', related })];
        });
      }),
});
