// `rulec check DIR`: the findings are the answer.
import { posix, relative, resolve, sep } from 'node:path';
import { definitionOf } from '../../catalogue/index.js';
import {
  type Diagnostic,
  type PathOf,
  renderGithub,
  renderJson,
  renderSarif,
  renderText,
  summary,
} from '../../diagnostics/index.js';
import { compileProgram, diskHost, type Host, readProgram } from '../../workspace/index.js';
import { UsageError } from '../error.js';
import { EXIT, type ExitCode } from '../exit.js';
import { fixProgram } from '../fixing.js';
import type { Io } from '../io.js';
import { stdinHost } from '../stdin-host.js';
import { version } from '../version.js';
import type { FORMATS } from './formats.js';
import { choiceOf, type ProgramOptions } from './program.js';

export interface CheckOptions extends ProgramOptions {
  readonly format: (typeof FORMATS)[number];
  readonly fix?: boolean;
  readonly maxWarnings?: number;
  readonly watch?: boolean;
  readonly stdinPath?: string;
}

export const check = async (io: Io, options: CheckOptions): Promise<ExitCode> => {
  reportImpossible(options);
  if (options.watch !== true) return checkOnce(io, options);
  const { watching } = await import('./watching.js');
  await watching(io, options.directory, io.interruption(), async () => {
    if (io.watched) io.err(CLEAR);
    checkOnce(io, options);
  });
  return EXIT.interrupted;
};

/** Clears a terminal and what was scrolled out of it (ECMA-48 and xterm). */
const CLEAR = '\u001b[2J\u001b[3J\u001b[H';
const STDIN = '-';

const reportImpossible = ({ directory, fix, watch, stdinPath }: CheckOptions): void => {
  if (directory !== STDIN && stdinPath !== undefined) {
    throw new UsageError('expected - with --stdin-path, found a directory', 'Write rulec check - --stdin-path PATH');
  }
  if (directory !== STDIN || (fix !== true && watch !== true)) return;
  throw new UsageError(
    `expected a directory with --${fix === true ? 'fix' : 'watch'}, found standard input`,
    'Name the directory of the program',
  );
};

const checkOnce = (io: Io, options: CheckOptions): ExitCode => {
  const { host, root } = programOf(io, options);
  const choice = choiceOf(options, false);
  const found =
    options.fix === true ? fixProgram(io, { host, root, choice }) : compileProgram(readProgram(host, choice));
  answer(io, found.diagnostics, { format: options.format, pathOf: pathFrom(io, root) });
  return exitCode(io, found.diagnostics, options);
};

const programOf = (io: Io, { directory, stdinPath }: CheckOptions): { readonly host: Host; readonly root: string } => {
  if (directory === STDIN) return stdinHost(io, stdinPath);
  const root = resolve(io.directory, directory);
  return { host: diskHost(root, directory), root };
};

/** Other programs want paths from where the command runs, not from the program's directory. */
const pathFrom =
  (io: Io, root: string): PathOf =>
  (path) =>
    posix.join(relative(io.directory, root).split(sep).join('/'), path);

interface Shape {
  readonly format: CheckOptions['format'];
  readonly pathOf: PathOf;
}

const answer = (io: Io, diagnostics: readonly Diagnostic[], { format, pathOf }: Shape): void => {
  switch (format) {
    case 'json':
      return io.out(renderJson(diagnostics));
    case 'sarif':
      return io.out(renderSarif(diagnostics, { pathOf, version: version(), definitionOf }));
    case 'github':
      io.out(renderGithub(diagnostics, pathOf));
      break;
    case 'text':
      io.out(renderText(diagnostics, { colour: io.colours.out }));
  }
  io.err(`${summary(diagnostics) || 'nothing to report'}\n`);
};

const exitCode = (io: Io, diagnostics: readonly Diagnostic[], { maxWarnings }: CheckOptions): ExitCode => {
  const warnings = diagnostics.filter((each) => each.severity === 'warning').length;
  const tooMany = maxWarnings !== undefined && warnings > maxWarnings;
  if (tooMany) io.err(`rulec: expected at most ${maxWarnings} warnings, found ${warnings}\n`);
  return tooMany || diagnostics.some((each) => each.severity === 'error') ? EXIT.findings : EXIT.fine;
};
