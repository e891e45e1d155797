// One cause, one finding, across the phases of the compiler.
import { expect, test } from 'vitest';
import { exampleWorld } from '../docs/world.js';
import { compileProgram, memoryHost, readProgram } from './index.js';

const findings = (clause: string) => {
  const rules = `metaverse person {
  id: string exact
}

rule hrPerson from hr.person to person precedence 100 {
  join employeeNumber == mv.id
  ${clause}
  id <- employeeNumber
}`;
  const files = { ...exampleWorld, 'rules.syncrule': rules };
  return compileProgram(readProgram(memoryHost(files), { complete: true }))
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code, help }) => [code, help]);
};

test.each([
  ['projct', 'did you mean `project`?'],
  ['Disabled', 'did you mean `disabled`?'],
  ['somethingElse', undefined],
])('a word alone, %s, is one finding', (clause, help) => {
  expect(findings(clause)).toEqual([['SR1001', help]]);
});
