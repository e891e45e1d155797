// The commands that operators look after an installation with.
import { type Command, Option } from 'commander';
import { example, limit, portNumber, wholeNumber } from './help.js';
import { historyCommand } from './history.js';
import type { ExitCode, Io } from './io.js';
import { errorsCommand } from './list-errors.js';
import type { CommonOptions } from './run-commands.js';
import { serveCommand } from './serve.js';

export interface Commands {
  readonly program: Command;
  readonly io: Io;
  readonly options: () => CommonOptions;
  readonly finish: (exit: Promise<ExitCode>) => Promise<void>;
}

export const operating = (commands: Commands): void => {
  recorded(commands);
  serving(commands);
};

const serving = ({ program, io, options, finish }: Commands): void => {
  program
    .command('serve')
    .option('--port <number>', 'where health and metrics are told; 0 for any free port', portNumber)
    .description('runs profiles on the schedule of the configuration, one at a time, until it is stopped')
    .addHelpText('after', example('syncrule serve', 'syncrule serve --log service.log --port 9500'))
    .action((own: { readonly port?: number }) => finish(serveCommand(io, { ...options(), ...own })));
};

const recorded = ({ program, io, options, finish }: Commands): void => {
  program
    .command('history')
    .argument('[run]', 'the number of a run, or of one of its steps', wholeNumber)
    .addOption(limit('how many runs are listed', 20))
    .description('lists the last runs; or tells what one run did and found')
    .addHelpText('after', example('syncrule history', 'syncrule history 17', 'syncrule history --format json'))
    .action((run: number | undefined, { limit: most }: { readonly limit: number }) =>
      finish(historyCommand(io, { ...options(), limit: most }, run)),
    );
  program
    .command('errors')
    .addOption(new Option('--kind <kind>', 'only errors of this kind'))
    .addOption(new Option('--connector <name>', 'only errors of this connector'))
    .addOption(limit('how many errors are listed', 100))
    .description('lists the errors that are left: object, rule and line, value, tries, first and last seen')
    .addHelpText('after', example('syncrule errors', 'syncrule errors --kind export-failed --connector corp'))
    .action((own: { readonly kind?: string; readonly connector?: string; readonly limit: number }) =>
      finish(errorsCommand(io, { ...options(), ...own })),
    );
};
