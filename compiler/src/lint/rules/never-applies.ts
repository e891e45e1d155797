// Rule that never applies: its scope is empty (C3).
import { isNever } from '../../agreement/conditions/index.js';
import { lintRule } from '../rule.js';
import { people } from '../world.js';

const example = people();

export const neverApplies = lintRule({
  code: 'SR4101',
  of: 'any',
  definition: {
    severity: 'warning',
    title: 'Rule that never applies',
    message: 'expected a scope that some object can meet, found one that is never true',
    help: 'mend the condition, or write `disabled` to switch the rule off',
    explanation:
      'No object can meet this scope: its parts contradict each other, as `kind == "a" and kind == "b"` does. The rule is compiled and does nothing.',
    wrong: example.replace('{\n  join', '{\n  scope employeeType == "staff" and employeeType == "vendor"\n  join'),
    right: example.replace('{\n  join', '{\n  scope employeeType == "staff" or employeeType == "vendor"\n  join'),
  },
  find: ({ agreement: { contests, pathsOf } }, report) =>
    contests.flatMap(({ contenders }) =>
      contenders
        .filter(({ rule, scope }) => isNever(scope, pathsOf(rule, rule)))
        .map(({ rule }) => report(rule.scopeLocation, {}, { label: 'never true' })),
    ),
});
