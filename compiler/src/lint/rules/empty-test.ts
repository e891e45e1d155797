// Empty test: one that expects nothing at all.
import { lintRule } from '../rule.js';
import { account, people } from '../world.js';

const program = `${people()}\n${account()}`;

export const emptyTest = lintRule({
  code: 'SR4112',
  of: 'any',
  definition: {
    severity: 'warning',
    title: 'Test that expects nothing',
    message: 'expected an `expect` in the test, found none',
    help: 'say what becomes of the objects: `expect add corp.user`, `expect nothing`',
    explanation:
      'A test without `expect` runs nothing and cannot fail. The first `expect` after other steps runs a cycle; `expect nothing` says that there is nothing to do.',
    wrong: `${program}
test "a person gets an account" {
  given hr.person "1" { employeeNumber: "1" }
}`,
    right: `${program}
test "a person gets an account" {
  given hr.person "1" { employeeNumber: "1" }
  expect add corp.user
}`,
  },
  find: ({ parsed }, report) =>
    parsed.flatMap(({ file, tree }) =>
      tree.declarations.flatMap((each) =>
        each.kind === 'test' && !each.steps.some((step) => step.kind === 'expect')
          ? [report({ file, span: each.title.span }, {})]
          : [],
      ),
    ),
});
