// `rulec docs [DIR] -o FILE`: a program as one HTML page.
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
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

export const addDocs = (program: Command, io: Io, done: (code: ExitCode) => void): void => {
  program
    .command('docs')
    .description('write a program as one HTML page: rules, attributes with who writes and reads them, pictures, search')
    .argument('[DIR]', 'directory of the program', '.')
    .requiredOption('-o, --output <file>', 'the page; it needs no other file and no network')
    .option('--title <text>', 'heading of the page, else the name of the directory')
    .option('--env <name>', 'take parameters from environments/NAME.json')
    .addHelpText('after', '\nExample:\n  $ rulec docs rules/hr-to-directory -o rules.html\n')
    .action(async (directory, options) => done(await docs(io, { directory, ...options })));
};

const docs = async (io: Io, options: DocsOptions): Promise<ExitCode> => {
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
