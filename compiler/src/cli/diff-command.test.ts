// rulec diff: programs and plans side by side, and its exit codes.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleWorld } from '../docs/world.js';
import { type Desk, openDesk } from './testing/desk.js';

const RULES = `metaverse person { id: string exact }
rule hr from hr.person to person {
  join employeeNumber == mv.id
  project
  id <- employeeNumber
}
`;

let desk: Desk;
beforeAll(async () => {
  desk = openDesk();
  const files = (folder: string, rules: string): Record<string, string> =>
    Object.fromEntries(
      Object.entries({ ...exampleWorld, 'a.syncrule': rules }).map(([path, text]) => [`${folder}/${path}`, text]),
    );
  desk.write(files('old', RULES));
  desk.write(files('same', `// Nothing new.\n${RULES}`));
  desk.write(files('new', RULES.replace('  project\n', '')));
  desk.write(files('broken', RULES.replace('employeeNumber\n}', 'employeNumber\n}')));
  await desk.rulec('compile old -o old.json');
});
afterAll(() => desk.remove());

test.each<[string, number, unknown, unknown]>([
  ['diff old same --exit-code', 0, '', 'no difference in meaning\n'],
  ['diff old.json same --exit-code', 0, '', 'no difference in meaning\n'],
  [
    'diff old new',
    0,
    expect.stringContaining('What is created\n  - rule hr (hr.person to person) removed\n      - project\n'),
    '',
  ],
  ['diff old.json new --exit-code', 1, expect.stringContaining('- project'), ''],
  ['diff old broken', 2, '', expect.stringMatching(/employeNumber[\s\S]*in broken: it has no plan/)],
  ['diff old nowhere', 2, '', expect.stringContaining('nowhere')],
])('%s', async (command, code, out, err) => {
  expect(await desk.rulec(command)).toEqual({ code, out, err });
});

test('as JSON', async () => {
  const { out } = await desk.rulec('diff old new --format json');
  expect(JSON.parse(out)).toMatchObject({
    format: 'syncrule-diff/1',
    equal: false,
    changes: [{ effect: 'provisioning', kind: 'removed', before: 'project' }],
  });
  expect(JSON.parse((await desk.rulec('diff old same --format json')).out)).toMatchObject({ equal: true, changes: [] });
});
