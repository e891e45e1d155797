// `rulec diff OLD NEW`: what changed in meaning, not in lines.
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

export const diff = (io: Io, { before, after, format, exitCode, env }: DiffOptions): ExitCode => {
  const choice = env === undefined ? {} : { env };
  const [old, now] = [planOf(io, before, choice), planOf(io, after, choice)];
  if (old === undefined || now === undefined) return EXIT.usage;
  const changes = diffPlans(old, now);
  if (format === 'json') io.out(changesJson(changes));
  else if (changes.length === 0) io.err('no difference in meaning\n');
  else io.out(renderChanges(changes));
  return exitCode === true && changes.length > 0 ? EXIT.findings : EXIT.fine;
};
