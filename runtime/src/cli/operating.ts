// The commands that operators look after an installation with.
import { type Command, Option } from 'commander';
import { backupCommand, migrateCommand, restoreCommand } from './copies.js';
import { type DiscoverOptions, discoverCommand } from './discover.js';
import { doctorCommand } from './doctor.js';
import { example, limit, portNumber, wholeNumber } from './help.js';
import { historyCommand } from './history.js';
import {
  disconnectCommand,
  type InterventionOptions,
  joinCommand,
  releaseCommand,
  retryCommand,
} from './interventions.js';
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
  intervening(commands);
  serving(commands);
  keeping(commands);
};

const serving = ({ program, io, options, finish }: Commands): void => {
  program
    .command('serve')
    .option('--port <number>', 'where health and metrics are told; 0 for any free port', portNumber)
    .description('runs profiles on the schedule of the configuration, one at a time, until it is stopped')
    .addHelpText('after', example('syncrule serve', 'syncrule serve --log service.log --port 9500'))
    .action((own: { readonly port?: number }) => finish(serveCommand(io, { ...options(), ...own })));
};

const keeping = ({ program, io, options, finish }: Commands): void => {
  program
    .command('discover')
    .argument('<connector>', 'the connector whose system is asked')
    .option('-o, --output <file>', 'where to write what is discovered; - for the standard output')
    .option('--force', 'overwrite that file')
    .description(
      'asks a connected system what it offers: writes its schema file, or tells how it differs from the one that is there',
    )
    .addHelpText(
      'after',
      example('syncrule discover corp', 'syncrule discover corp --output found.json', 'syncrule discover corp -o -'),
    )
    .action((connector: string, own: Pick<DiscoverOptions, 'output' | 'force'>) =>
      finish(discoverCommand(io, { ...options(), ...own }, connector)),
    );
  program
    .command('doctor')
    .description('looks whether configuration, plan, store, permissions, disk and connectors are as they must be')
    .addHelpText('after', example('syncrule doctor', 'syncrule doctor --format json'))
    .action(() => finish(doctorCommand(io, options())));
  program
    .command('backup')
    .argument('<file>', 'where the copy goes; it must not be there yet')
    .description('copies the store, also while others write to it, and verifies the copy')
    .addHelpText('after', example('syncrule backup backups/monday.db'))
    .action((file: string) => finish(backupCommand(io, options(), file)));
  program
    .command('restore')
    .argument('<file>', 'a copy that syncrule backup made')
    .description('checks a copy and puts it in the place of the store, which is kept beside it')
    .addHelpText('after', example('syncrule restore backups/monday.db'))
    .action((file: string) => finish(restoreCommand(io, options(), file)));
  program
    .command('migrate')
    .option('--dry-run', 'try it on a copy, which is thrown away')
    .description('brings the store to the format of this version, and keeps a copy of what was before')
    .addHelpText('after', example('syncrule migrate --dry-run', 'syncrule migrate'))
    .action((own: { readonly dryRun?: true }) => finish(migrateCommand(io, { ...options(), ...own })));
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

const intervening = ({ program, io, options, finish }: Commands): void => {
  type Own = Omit<InterventionOptions, keyof CommonOptions>;
  const command = (name: string): Command =>
    program
      .command(name)
      .option('--reason <text>', 'why; kept in the history')
      .option('--by <name>', 'who decides; without it: who is signed in');
  command('join')
    .argument('<object>', 'a connector object that is joined to nobody: type:anchor, or text that only one holds')
    .argument('<metaverse object>', 'whom it is to be joined to: type:text, or its key')
    .option('--as <account>', 'as which account; without it: the unnamed one')
    .description('joins an object to a metaverse object by hand; no rule lets go of it')
    .addHelpText('after', example("syncrule join corp.user:7f3a person:hr:1001:0 --reason 'the number was mistyped'"))
    .action((object: string, mv: string, own: Own & { readonly as?: string }) =>
      finish(joinCommand(io, { ...options(), ...own }, [object, mv])),
    );
  command('disconnect')
    .argument('<object>', 'a connector object: type:anchor, or any text that only one holds')
    .description('ends the link of an object and sets it aside: no rule joins, projects or deletes it')
    .addHelpText('after', example("syncrule disconnect corp.user:7f3a --reason 'belongs to the vendor'"))
    .action((object: string, own: Own) => finish(disconnectCommand(io, { ...options(), ...own }, object)));
  command('release')
    .argument('<object>', 'a connector object that was set aside')
    .description('lets the rules decide again about an object that was set aside')
    .addHelpText('after', example('syncrule release corp.user:7f3a'))
    .action((object: string, own: Own) => finish(releaseCommand(io, { ...options(), ...own }, object)));
  command('retry')
    .argument('[object]', 'an object; of a metaverse object all its accounts')
    .option('--all', 'everything that a target refused or did not keep')
    .description('forgets what targets refused, so that it is staged and sent again')
    .addHelpText('after', example('syncrule retry corp.user:7f3a', 'syncrule retry --all'))
    .action((object: string | undefined, own: Own & { readonly all?: true }) =>
      finish(retryCommand(io, { ...options(), ...own }, object)),
    );
};
