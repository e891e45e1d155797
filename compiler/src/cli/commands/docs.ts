// `rulec docs [DIR] -o FILE`: a program as one HTML page.
import { basename, resolve } from 'node:path';
import { renderText, summary } from '../../diagnostics/index.js';
import { renderSite } from '../../site/index.js';
import { EXIT, type ExitCode } from '../exit.js';
import { writeAtomically } from '../files.js';
import type { Io } from '../io.js';
import { compileDirectory, type ProgramOptions } from './program.js';

interface DocsOptions extends ProgramOptions {
  readonly output: string;
  readonly title?: string;
}

export const docs = async (io: Io, options: DocsOptions): Promise<ExitCode> => {
  const compilation = compileDirectory(io, options, true);
  const { plan, diagnostics } = compilation;
  if (plan === undefined) {
    io.err(renderText(diagnostics, { colour: io.colours.err }));
    io.err(`${summary(diagnostics)}: no page was made\n`);
    return EXIT.findings;
  }
  const title = options.title ?? basename(resolve(io.directory, options.directory));
  writeAtomically(resolve(io.directory, options.output), await renderSite(title, compilation, plan));
  io.err(`wrote ${options.output}\n`);
  return EXIT.fine;
};
