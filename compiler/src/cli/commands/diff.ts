// `rulec diff OLD NEW`: what changed in meaning, not in lines.
import { type Command, Option } from 'commander';
import { changesJson, diffPlans, renderChanges } from '../../diff/index.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import { planOf } from './plan.js';

interface DiffOptions {
  readonly before: string;
  readonly after: string;
  readonly format: 'text' | 'json';
  readonly exitCode?: boolean;
  readonly env?: string;
}

export const addDiff = (program: Command, io: Io, done: (code: ExitCode) => void): void => {
  program
    .command('diff')
    .description('say what changed in meaning between two programs, what may delete accounts first')
    .argument('<OLD>', 'directory of a program, or a plan')
    .argument('<NEW>', 'directory of a program, or a plan')
    .addOption(new Option('--format <format>', 'of the answer').choices(['text', 'json']).default('text'))
    .option('--exit-code', 'exit with 1 when there are differences')
    .option('--env <name>', 'take parameters from environments/NAME.json')
    .addHelpText('after', '\nExample:\n  $ rulec diff plan.json rules/hr-to-directory --exit-code\n')
    .action((before, after, options) => done(diff(io, { before, after, ...options })));
};

const diff = (io: Io, { before, after, format, exitCode, env }: DiffOptions): ExitCode => {
  const choice = env === undefined ? {} : { env };
  const [old, now] = [planOf(io, before, choice), planOf(io, after, choice)];
  if (old === undefined || now === undefined) return EXIT.usage;
  const changes = diffPlans(old, now);
  if (format === 'json') io.out(changesJson(changes));
  else if (changes.length === 0) io.err('no difference in meaning\n');
  else io.out(renderChanges(changes));
  return exitCode === true && changes.length > 0 ? EXIT.findings : EXIT.fine;
};
