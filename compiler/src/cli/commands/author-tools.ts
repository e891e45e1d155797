// The commands that tell about the language and about programs, in the order of the help; each is loaded when it is asked for.
import { type Command, Option } from 'commander';
import type { ExitCode } from '../exit.js';
import type { Io } from '../io.js';

export const addAuthorTools = (program: Command, io: Io, done: (code: ExitCode) => void): void => {
  program
    .command('init')
    .description('begin a project: rules that compile, schemas, sample data, tests, a configuration')
    .argument('[DIR]', 'where; it is made when it is not there', '.')
    .addHelpText('after', '\nExample:\n  $ rulec init my-rules\n')
    .action(async (directory) => {
      const { init } = await import('./init.js');
      done(init(io, directory));
    });

  program
    .command('functions')
    .description('print the functions of the language, or what one of them does')
    .argument('[NAME]', 'a function; also one of Entra Connect or MIM')
    .addOption(new Option('--format <format>', 'of the answer').choices(['text', 'json']).default('text'))
    .addHelpText('after', '\nExamples:\n  $ rulec functions transliterate\n  $ rulec functions DNComponent\n')
    .action(async (name, { format }) => {
      const { functions } = await import('./functions.js');
      done(functions(io, name, format));
    });

  program
    .command('graph')
    .description('draw how attributes flow, from sources through the metaverse to targets')
    .argument('[DIR]', 'directory of the program, or a plan', '.')
    .option('--attribute <name>', 'only what reaches this attribute and what it reaches: sn, person.sn, corp.user.sn')
    .addOption(
      new Option('--format <format>', 'of the picture (default: as the file is called, else svg)').choices([
        'svg',
        'dot',
        'mermaid',
      ]),
    )
    .option('-o, --output <file>', 'write the picture to a file, else to standard output')
    .option('--env <name>', 'take parameters from environments/NAME.json')
    .addHelpText('after', '\nExample:\n  $ rulec graph rules/hr-to-directory --attribute corp.user.mail -o mail.svg\n')
    .action(async (directory, options) => {
      const { graph } = await import('./graph.js');
      done(await graph(io, { directory, ...options }));
    });

  program
    .command('diff')
    .description('say what changed in meaning between two programs, what may delete accounts first')
    .argument('<OLD>', 'directory of a program, or a plan')
    .argument('<NEW>', 'directory of a program, or a plan')
    .addOption(new Option('--format <format>', 'of the answer').choices(['text', 'json']).default('text'))
    .option('--exit-code', 'exit with 1 when there are differences')
    .option('--env <name>', 'take parameters from environments/NAME.json')
    .addHelpText('after', '\nExample:\n  $ rulec diff plan.json rules/hr-to-directory --exit-code\n')
    .action(async (before, after, options) => {
      const { diff } = await import('./diff.js');
      done(diff(io, { before, after, ...options }));
    });

  program
    .command('docs')
    .description('write a program as one HTML page: rules, attributes with who writes and reads them, pictures, search')
    .argument('[DIR]', 'directory of the program', '.')
    .requiredOption('-o, --output <file>', 'the page; it needs no other file and no network')
    .option('--title <text>', 'heading of the page, else the name of the directory')
    .option('--env <name>', 'take parameters from environments/NAME.json')
    .addHelpText('after', '\nExample:\n  $ rulec docs rules/hr-to-directory -o rules.html\n')
    .action(async (directory, options) => {
      const { docs } = await import('./docs.js');
      done(await docs(io, { directory, ...options }));
    });
};
