// Odd one out: of three or more competing flows to one attribute all but one say the same.
import type { RankedFlow } from '../ranked-flows.js';
import { lintRule } from '../rule.js';
import { account, people } from '../world.js';

const rule = (name: string, precedence: number, kind: string, flow: string) =>
  `rule ${name} from person to corp.user precedence ${precedence} {
  scope id is present and kind == "${kind}"
  ${flow}
}`;
const attributes = ['title: string', 'mail: string', 'kind: "staff" | "intern" | "vendor"'].join('\n  ');
const program = `${people(attributes, ['title, mail <- same', 'kind <- employeeType'].join('\n  '))}
${account('mail <- same', 'precedence 100 ')}
${rule('staff', 200, 'staff', 'title <- title')}
${rule('interns', 210, 'intern', 'title <- title')}`;

export const oddOneOut = lintRule({
  code: 'SR4104',
  of: 'whole',
  definition: {
    severity: 'warning',
    title: 'Odd one out',
    message: 'expected `{attribute}` to be written as in the {count} other rules, found another expression in `{rule}`',
    help: 'write the same expression, or suppress this finding with the reason for the difference',
    explanation:
      'Of three or more competing rules all but one write the same expression to an attribute. Mostly that is a slip of copying, such as a postal address in the place of the state. A rule that writes a constant, or empties the attribute, differs on purpose and is not reported.',
    wrong: `${program}\n${rule('vendors', 220, 'vendor', 'title <- mail')}`,
    right: `${program}\n${rule('vendors', 220, 'vendor', 'title <- title')}`,
  },
  find: ({ flows }, report) =>
    flows().flatMap(({ attribute, flows: all }) => {
      const { odd, others } = split(all);
      if (odd === undefined) return [];
      const related = others.slice(0, 3).map(({ contender, flow }) => ({
        location: flow.location,
        message: `as \`${contender.rule.plan.name}\` writes it`,
      }));
      const values = { attribute, count: String(others.length), rule: odd.contender.rule.plan.name };
      return [report(odd.flow.location, values, { label: 'differs from all others', related })];
    }),
});

const split = (all: readonly RankedFlow[]): { readonly odd?: RankedFlow; readonly others: readonly RankedFlow[] } => {
  const groups = new Map<string, RankedFlow[]>();
  for (const flow of written(all)) groups.set(flow.text, [...(groups.get(flow.text) ?? []), flow]);
  if (groups.size !== 2) return { others: [] };
  const [few = [], many = []] = [...groups.values()].sort((a, b) => a.length - b.length);
  const [odd] = few;
  return few.length === 1 && many.length > 1 && odd !== undefined && !isFixed(odd)
    ? { odd, others: many }
    : { others: [] };
};

/** The variants of a rule write one flow. */
const written = (all: readonly RankedFlow[]): readonly RankedFlow[] => {
  const keyOf = ({ contender, flow }: RankedFlow) => `${contender.rule.plan.name} ${flow.clause.span.start}`;
  return [...new Map(all.map((each) => [keyOf(each), each])).values()];
};

const isFixed = ({ of }: RankedFlow): boolean =>
  ['const', 'clear', 'absent', 'param'].includes(of.op) ||
  (of.op === 'text' && of.parts.every((part) => typeof part === 'string'));
