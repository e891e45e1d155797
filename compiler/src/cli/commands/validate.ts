// `rulec validate DIR`: the findings are the answer.
import { type Diagnostic, renderJson, renderText, summary } from '../../diagnostics/index.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import { compileDirectory, type ProgramOptions } from './program.js';

export interface ValidateOptions extends ProgramOptions {
  readonly format: 'text' | 'json';
  readonly maxWarnings?: number;
}

export const validate = (io: Io, options: ValidateOptions): ExitCode => {
  const { diagnostics } = compileDirectory(io, options, false);
  answer(io, diagnostics, options.format);
  const warnings = diagnostics.filter((each) => each.severity === 'warning').length;
  const tooMany = options.maxWarnings !== undefined && warnings > options.maxWarnings;
  if (tooMany) io.err(`rulec: expected at most ${options.maxWarnings} warnings, found ${warnings}\n`);
  return tooMany || diagnostics.some((each) => each.severity === 'error') ? EXIT.findings : EXIT.fine;
};

const answer = (io: Io, diagnostics: readonly Diagnostic[], format: ValidateOptions['format']): void => {
  if (format === 'json') {
    io.out(renderJson(diagnostics));
  } else {
    io.out(renderText(diagnostics, { colour: io.colours.out }));
    io.err(`${summary(diagnostics) || 'nothing to report'}\n`);
  }
};
