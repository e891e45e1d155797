// Completion scripts, run by the shells they are for.
import { spawnSync } from 'node:child_process';
import { Argument, Command, Option } from 'commander';
import { describe, expect, it, test } from 'vitest';
import { addCompletion } from './index.js';

const program = (): Command => {
  const made = new Command('tool').option('--config <file>', "whose settings: it's all there");
  made
    .command('check')
    .alias('validate')
    .description('say what is wrong')
    .addOption(new Option('--format <format>', 'of the answer').choices(['text', 'json']))
    .option('-o, --output <file>', 'where to');
  made
    .command('explain')
    .description('explain')
    .addArgument(new Argument('<WORD>', 'a word').choices(['red', 'green']));
  const errors = made.command('errors').description('what failed');
  errors.command('park').description('try it no more').option('--all', 'all of them');
  errors.command('retry').description('try it again');
  return made;
};

const scriptFor = async (shell: string): Promise<string> => {
  let script = '';
  const made = program();
  addCompletion(made, (text) => {
    script = text;
  });
  await made.parseAsync(['completion', shell], { from: 'user' });
  return script;
};

const hasShell = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

const run = (shell: string, script: string): string => {
  const { stdout, stderr, status } = spawnSync(shell, ['-c', script], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
};

/** What each shell offers behind the words. */
const OFFERED: Readonly<Record<string, (script: string, words: readonly string[]) => readonly string[]>> = {
  bash: (script, words) =>
    run(
      'bash',
      `${script}\nCOMP_WORDS=(tool ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _tool; printf '%s\\n' "\${COMPREPLY[@]}"`,
    )
      .split('\n')
      .filter(Boolean),
  // The functions of zsh that show what is offered, as ones that print it.
  zsh: (script, words) =>
    run(
      'zsh',
      `compdef() { :; }; compadd() { shift; print -l -- "$@"; }; _files() { :; }
_describe() { print -l -- \${(@P)@[-1]%%:*}; }
${script}\nwords=(tool ${words.map((word) => `'${word}'`).join(' ')}); CURRENT=${words.length + 1}; _tool`,
    )
      .split('\n')
      .filter((word) => word !== '' && word.startsWith(words.at(-1) ?? '')),
  fish: (script, words) =>
    run('fish', `${script}\ncomplete -C 'tool ${words.join(' ')}'`)
      .split('\n')
      .map((line) => line.split('\t')[0] ?? '')
      .filter(Boolean),
};

const CASES: readonly (readonly [words: readonly string[], offered: readonly string[]])[] = [
  [['ch'], ['check']],
  [['check', '--form'], ['--format']],
  [['validate', '--out'], ['--output']],
  [
    ['check', '--format', ''],
    ['json', 'text'],
  ],
  [
    ['explain', ''],
    ['green', 'red'],
  ],
  [['explain', 'g'], ['green']],
  [['errors', 'p'], ['park']],
  [['errors', 'park', '--a'], ['--all']],
  [
    ['completion', ''],
    ['bash', 'fish', 'pwsh', 'zsh'],
  ],
];

for (const shell of Object.keys(OFFERED)) {
  const isThere = hasShell(shell);
  if (!isThere && process.env.CI !== 'true') console.warn(`${shell} is not here: its completion is not tried.`);
  describe.runIf(isThere || process.env.CI === 'true')(shell, () => {
    it.each(CASES)('%j offers %j', async (words, offered) => {
      const found = OFFERED[shell]?.(await scriptFor(shell), words) ?? [];
      expect([...new Set(found)].sort()).toEqual(offered);
    });
  });
}

test('PowerShell gets each place and its words', async () => {
  const script = await scriptFor('pwsh');
  expect(script).toContain("    ' check:--format' = @('text text', 'json json')");
  expect(script).toContain("    ' validate:--format' = @(");
  expect(script).toContain("'--config whose settings: it''s all there'");
  expect(script).toContain("    ' errors park' = @('--all all of them', ");
});
