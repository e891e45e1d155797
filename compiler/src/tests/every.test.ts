// What `every` finds through the whole of the engine (8.14).
import { expect, test } from 'vitest';
import { failuresOf } from './testing/program.js';

test('8.14: all that fit, those that are gone and linger included', async () => {
  const program = `
metaverse person { id: string exact  of: string exact  team: ref person[] = every person p where p.of == id }
rule hrPerson from hr.person to person {
join employeeNumber == mv.id
project
id <- employeeNumber
of <- title
}
rule account from person to corp.user {
scope id is present
join id == cs.employeeID
provision
deprovision delete after 30d
dn <- "CN=\${id},DC=x"
employeeID <- id
sAMAccountName <- once id
}`;
  const steps = `
given hr.person "1" { }
given hr.person "2" { title: "1" }
given hr.person "3" { title: "1" }
given hr.person "4" { title: "2" }
expect person { id: "1", team: [hr.person "2", hr.person "3"] }
expect person { id: "2", team: [hr.person "4"] }
remove hr.person "4"
expect no person { id: "2", team: absent }
at 2026-05-01
expect person { id: "2", team: absent }`;
  expect(await failuresOf(steps, program)).toEqual([]);
});
