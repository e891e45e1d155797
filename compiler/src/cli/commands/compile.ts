// `rulec compile DIR -o plan.json`: the plan is the answer, findings are the talk.
import { resolve } from 'node:path';
import { planText } from '@syncrule/runtime/plan';
import { renderText, summary } from '../../diagnostics/index.js';
import { EXIT, type ExitCode } from '../exit.js';
import { writeAtomically } from '../files.js';
import type { Io } from '../io.js';
import { compileDirectory, type ProgramOptions } from './program.js';

export interface CompileOptions extends ProgramOptions {
  readonly output?: string;
}

export const compile = (io: Io, options: CompileOptions): ExitCode => {
  const { diagnostics, plan } = compileDirectory(io, options, true);
  if (diagnostics.length > 0) io.err(renderText(diagnostics, { colour: io.colours.err }));
  if (plan === undefined) {
    io.err(`${summary(diagnostics)}: no plan was made\n`);
    return EXIT.findings;
  }
  if (options.output === undefined) io.out(planText(plan));
  else {
    writeAtomically(resolve(io.directory, options.output), planText(plan));
    io.err(`wrote ${options.output}: ${counted(plan.rules.length, 'rule')}, plan ${plan.hash.slice(0, 12)}\n`);
  }
  return EXIT.fine;
};

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
