// A3: of all flows of competing rules to one attribute either all say `merge`, or none.
import type { Diagnostic } from '../diagnostics/index.js';
import { inOrder, report } from './report.js';
import type { Contest } from './rules.js';
import { type Writer, writersOf } from './writers.js';

export const mergeFindings = (contest: Contest): readonly Diagnostic[] =>
  [...writersOf(contest)].flatMap(([attribute, writers]) => {
    const merging = writers.find((writer) => isMerge(writer));
    const setting = writers.find((writer) => !isMerge(writer));
    return merging && setting ? [mixed(attribute, merging, setting)] : [];
  });

/** The attributes of a contest whose values are merged. */
export const mergedAttributes = (contest: Contest): ReadonlySet<string> =>
  new Set([...writersOf(contest)].filter(([, writers]) => writers.every(isMerge)).map(([attribute]) => attribute));

const isMerge = (writer: Writer): boolean => writer.flow.plan.mode === 'merge';

const mixed = (attribute: string, merging: Writer, setting: Writer): Diagnostic => {
  const [first, second] = inOrder(merging, setting, (writer) => writer.flow.location);
  const label = (writer: Writer) => (isMerge(writer) ? 'merges' : 'does not merge');
  const names = { merging: merging.contender.rule.plan.name, setting: setting.contender.rule.plan.name };
  return report(
    'SR4001',
    second.flow.location,
    { attribute, ...names },
    {
      label: label(second),
      related: [{ location: first.flow.location, message: `this flow ${label(first)}` }],
    },
  );
};
