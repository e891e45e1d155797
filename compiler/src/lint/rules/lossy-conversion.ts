// Lossy conversion: a value that cannot be converted, or all values but one, are dropped without a word.
import { catalogue } from '@syncrule/runtime/functions';
import type { Expr } from '@syncrule/runtime/plan';
import { lintRule } from '../rule.js';
import { account, people } from '../world.js';

const program = (flow: string) => `${people('level: integer', `level <- ${flow}`)}
${account('title <- text(level)')}`;

export const lossyConversion = lintRule({
  code: 'SR4113',
  of: 'whole',
  definition: {
    severity: 'hint',
    title: 'Conversion that loses values',
    message: 'expected every value to reach `{attribute}`, found that {what}',
    help: 'say what becomes of such values: `?? error("…")`, or another value',
    explanation:
      'A conversion may fail, as `number("n/a")` does, and then there is no value; of a list `first` keeps one value only. Nobody is told: a date that cannot be read is a leaver who never leaves. End the flow with `?? error("…")`, which freezes the attribute and reports the object, or say which value stands in. A condition such as `if x is present then … ?? error("…")` keeps objects without any value quiet.',
    wrong: program('number(title)'),
    right: program('if title is present then number(title) ?? error("no number: ${title}")'),
  },
  find: ({ flows }, report) =>
    flows().flatMap(({ attribute, flows: all }) =>
      all.flatMap(({ of, flow }) => {
        const what = outcomesOf(of)
          .map(lossOf)
          .find((each) => each !== undefined);
        return what === undefined ? [] : [report(flow.location, { attribute, what })];
      }),
    ),
});

/** Where the value is decided and nothing stands in for it. */
const outcomesOf = (of: Expr): readonly Expr[] => {
  switch (of.op) {
    case 'if':
      return [...outcomesOf(of.then), ...(of.else === undefined ? [] : outcomesOf(of.else))];
    case 'case':
      return [...of.arms.flatMap((arm) => outcomesOf(arm.then)), ...(of.else === undefined ? [] : outcomesOf(of.else))];
    case 'otherwise':
      return outcomesOf(of.right);
    default:
      return [of];
  }
};

const lossOf = (of: Expr): string | undefined => {
  if (of.op !== 'call') return undefined;
  if (PICKERS.has(of.name)) return `\`${of.name}\` keeps one of several values`;
  const entry = catalogue.get(of.name);
  const isConversion = entry?.family === 'conversion' || READERS.has(of.name);
  return entry?.absent === 'mayFail' && isConversion ? `what \`${of.name}\` cannot convert is dropped` : undefined;
};

const PICKERS: ReadonlySet<string> = new Set(['first', 'last']);
/** Of the families of numbers and dates: those that read texts. */
const READERS: ReadonlySet<string> = new Set(['number', 'parseDate', 'parseDateTime', 'parseDn']);
