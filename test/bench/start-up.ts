// `node test/dist/bench/start-up.js`: what a user waits for who types a command, each in a process of its own.
import { fileURLToPath } from 'node:url';
import { inWords, medianOf, spentBy } from './spent.js';

const TURNS = 5;
const root = fileURLToPath(new URL('../../../', import.meta.url));
const PROGRAM = 'rules/hr-to-directory';

const COMMANDS: readonly (readonly string[])[] = [
  ['compiler/bin/rulec.js', '--help'],
  ['compiler/bin/rulec.js', 'check', PROGRAM],
  ['compiler/bin/rulec.js', 'compile', PROGRAM],
  ['compiler/bin/rulec.js', 'test', PROGRAM],
  ['runtime/bin/syncrule.js', '--help'],
];

for (const args of COMMANDS) {
  const runs = Array.from({ length: TURNS }, () => spentBy(args, root));
  console.log(`${args.join(' ')}: ${inWords(medianOf(runs))}`);
}
