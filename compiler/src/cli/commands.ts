// The commands of rulec, their options and their help. What a command does is loaded when it is asked for: most of the
// compiler has no part in most commands.
import { addCompletion } from '@syncrule/runtime/completion';
import { Command, InvalidArgumentError, Option } from 'commander';
import { addAuthorTools } from './commands/author-tools.js';
import { FORMATS } from './commands/formats.js';
import type { ExitCode } from './exit.js';
import type { Io } from './io.js';
import { version } from './version.js';

const DIRECTORY = 'directory of the program: all .syncrule files in it and below';

/** `done` takes the exit code of the command that ran. */
export const rulec = (io: Io, done: (code: ExitCode) => void): Command => {
  const program = new Command('rulec')
    .description('Checks synchronisation rules and compiles them to a plan. Works offline, needs no credentials.')
    .version(version(), '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHasColors: () => io.colours.out,
      getErrHasColors: () => io.colours.err,
    })
    .showHelpAfterError('(rulec --help shows the commands and their options)')
    .addHelpText('after', example('rulec check rules/hr-to-directory'));

  program
    .command('check')
    .alias('validate')
    .description('say what is wrong with a program, and what is suspicious')
    .argument('[DIR]', `${DIRECTORY}; - reads one file from standard input`, '.')
    .addOption(new Option('--format <format>', 'of the findings').choices(FORMATS).default('text'))
    .option('--fix', 'apply the fixes that nobody needs to look at, and say which')
    .option('--max-warnings <n>', 'fail when there are more warnings', wholeNumber)
    .option('--watch', 'check again when a file of the program changes, until Ctrl-C')
    .option('--stdin-path <path>', 'standard input is this file of its program, saved or not')
    .option('--env <name>', 'take parameters from environments/NAME.json')
    .option('--param <name=value>', 'give a parameter a value; may be repeated', addParam)
    .addHelpText('after', example('rulec check rules/hr-to-directory --max-warnings 0'))
    .action(async (directory, options) => {
      const { check } = await import('./commands/check.js');
      done(await check(io, { directory, ...options }));
    });

  program
    .command('compile')
    .description('make a plan of a program that has no errors')
    .argument('[DIR]', DIRECTORY, '.')
    .option('-o, --output <file>', 'write the plan to a file, else to standard output')
    .option('--env <name>', 'take parameters from environments/NAME.json')
    .option('--param <name=value>', 'give a parameter a value; may be repeated', addParam)
    .addHelpText('after', example('rulec compile rules/hr-to-directory -o plan.json --param grace=14d'))
    .action(async (directory, options) => {
      const { compile } = await import('./commands/compile.js');
      done(compile(io, { directory, ...options }));
    });

  program
    .command('fmt')
    .description('format .syncrule files in place')
    .argument('[PATH...]', 'directories and files; - reads standard input and writes standard output', ['.'])
    .option('--check', 'change nothing, list the files that are not formatted, and fail when there are any')
    .option('--diff', 'change nothing, show what would change')
    .addHelpText('after', example('rulec fmt --check rules'))
    .action(async (paths, options) => {
      const { fmt } = await import('./commands/fmt.js');
      done(fmt(io, { paths, ...options }));
    });

  program
    .command('test')
    .description('run the tests of a program in memory, with the engine that runs in production')
    .argument('[DIR]', DIRECTORY, '.')
    .addOption(new Option('--format <format>', 'of the results').choices(['text', 'json', 'junit']).default('text'))
    .option('--filter <text>', 'only tests whose title or file holds the text')
    .option('--watch', 'run again when a file of the program changes, until Ctrl-C')
    .option('--coverage', 'say which rules, clauses and branches no test reaches')
    .option('--threshold <percent>', 'fail when tests reach less of rules, clauses or branches', percentage)
    .option('--mutate', 'change the rules in small ways and say which changes no test notices')
    .addHelpText('after', example('rulec test rules/hr-to-directory --filter department'))
    .action(async (directory, options) => {
      const { test } = await import('./commands/test.js');
      done(await test(io, { directory, ...options }));
    });

  program
    .command('precedence')
    .description('list who contributes to each attribute, in rank order, and why in that order')
    .argument('[ATTRIBUTE]', 'person.mail, corp.user.title, or title for all types that have it')
    .argument('[DIR]', DIRECTORY)
    .addOption(new Option('--format <format>', 'of the list').choices(['text', 'json']).default('text'))
    .addHelpText('after', example('rulec precedence person.mobile rules/hr-to-directory'))
    .action(async (attribute, directory, options) => {
      const { precedence } = await import('./commands/precedence.js');
      done(precedence(io, { attribute, directory, ...options }));
    });

  program
    .command('explain')
    .description('explain the code of a diagnostic')
    .argument('[CODE]', 'as a diagnostic shows it; without one all codes are listed')
    .addHelpText('after', example('rulec explain SR4002'))
    .action(async (code) => {
      const { explain } = await import('./commands/explain.js');
      done(explain(io, code));
    });

  addAuthorTools(program, io, done);
  addCompletion(program, io.out);

  return program;
};

const example = (command: string): string => `\nExample:\n  $ ${command}\n`;

const wholeNumber = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Expected a whole number, 0 or more.');
  return Number(text);
};

const percentage = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 100))
    throw new InvalidArgumentError('Expected a number from 0 to 100.');
  return value;
};

const addParam = (text: string, known: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, string> => {
  const equals = text.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('Expected NAME=VALUE.');
  return new Map([...known, [text.slice(0, equals), text.slice(equals + 1)]]);
};
