// The `syncrule` command: from arguments to an exit code.
import { Command, CommanderError, Option } from 'commander';
import { addCompletion } from '../completion/index.js';
import { ConfigError } from '../config/index.js';
import { ConnectorError } from '../connectors/index.js';
import { LEVELS } from '../logging/index.js';
import { RunFault } from '../runs/index.js';
import { StoreError } from '../store/index.js';
import { example, limit } from './help.js';
import { EXIT, type ExitCode, type Io } from './io.js';
import { operating } from './operating.js';
import { reviewing } from './reviewing.js';
import { type CommonOptions, runCommand, stepCommand } from './run-commands.js';
import { searchCommand } from './search.js';
import { showCommand } from './show.js';
import { statusCommand } from './status.js';
import { UsageError } from './usage.js';
import { version } from './version.js';

/** Runs one command. 0: nothing to report; 1: findings, errors or a guard; 2: wrong usage; 70: a bug; 130: interrupted. */
export const main = async (argv: readonly string[], io: Io): Promise<ExitCode> => {
  let exit: ExitCode = EXIT.nothing;
  const program = commands(io, async (result) => {
    exit = await result;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exit;
  } catch (error) {
    return failure(error, io);
  }
};

type Finish = (exit: Promise<ExitCode>) => Promise<void>;

const commands = (io: Io, finish: Finish): Command => {
  const program = new Command('syncrule')
    .description('Runs compiled rules: imports, synchronises, exports, and says why.')
    .version(version(), '-V, --version')
    .addOption(new Option('--config <file>', 'the configuration').default('syncrule.config.json'))
    .addOption(new Option('--format <format>', 'how answers are written').choices(['text', 'json']).default('text'))
    .addOption(new Option('--log <file>', 'appends what runs do to this file, as JSON lines'))
    .addOption(new Option('--log-level <level>', 'how much of it').choices(LEVELS).default('info'))
    .configureOutput({ writeOut: io.out, writeErr: io.err, outputError: (text, write) => write(text) })
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText('after', example('syncrule run', 'syncrule status', 'syncrule why person:ada@example.com title'));
  const options = (): CommonOptions => program.opts<CommonOptions>();
  changing(program, io, options, finish);
  reviewing({ program, io, options, finish });
  asking(program, io, options, finish);
  operating({ program, io, options, finish });
  addCompletion(program, io.out);
  return program;
};

const changing = (program: Command, io: Io, options: () => CommonOptions, finish: Finish): void => {
  program
    .command('run')
    .argument('[profile]', 'a run profile of the configuration; without one: `default`, or everything')
    .option('--staging', 'import and synchronise, and export nothing')
    .description('runs a profile: imports, synchronisation, exports')
    .addHelpText(
      'after',
      example('syncrule run', 'syncrule run nightly', 'syncrule run --staging', 'syncrule run --log run.log'),
    )
    .action((profile: string | undefined, own: { readonly staging?: true }) =>
      finish(runCommand(io, { ...options(), ...own }, profile)),
    );
  program
    .command('import')
    .argument('<connector>', 'the connector to import')
    .option('--delta', 'only what changed since the last import')
    .description('imports a connected system into its connector space')
    .addHelpText('after', example('syncrule import hr', 'syncrule import corp --delta'))
    .action((connector: string, { delta }: { readonly delta?: true }) =>
      finish(stepCommand(io, options(), { import: connector, mode: delta ? 'delta' : 'full' })),
    );
  program
    .command('sync')
    .option('--full', 'look at everything, not only at what was touched')
    .description('synchronises all connector spaces with the metaverse')
    .addHelpText('after', example('syncrule sync', 'syncrule sync --full'))
    .action(({ full }: { readonly full?: true }) =>
      finish(stepCommand(io, options(), { sync: full ? 'full' : 'delta' })),
    );
};

const asking = (program: Command, io: Io, options: () => CommonOptions, finish: Finish): void => {
  program
    .command('status')
    .addOption(limit('how many errors and runs are listed', 10))
    .description('tells what is there, what is staged, the last runs and the errors')
    .addHelpText('after', example('syncrule status', 'syncrule status --limit 100'))
    .action(({ limit: most }: { readonly limit: number }) => finish(statusCommand(io, { ...options(), limit: most })));
  program
    .command('search')
    .argument('<text>', 'any part of a value, an anchor or a name')
    .addOption(limit('how many objects of each side are listed', 50))
    .description('finds objects that hold a text')
    .addHelpText('after', example('syncrule search lovelace'))
    .action((text: string, { limit: most }: { readonly limit: number }) =>
      finish(searchCommand(io, { ...options(), limit: most }, text)),
    );
  program
    .command('show')
    .argument('<object>', 'type:anchor, type:text, or any text that only one object holds')
    .description('shows a metaverse object and its connector objects side by side')
    .addHelpText('after', example('syncrule show hr.person:1001', 'syncrule show person:ada@example.com'))
    .action((object: string) => finish(showCommand(io, options(), object)));
};

const failure = (error: unknown, io: Io): ExitCode => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.nothing : EXIT.usage;
  if (isOperational(error)) {
    io.err(`${error.message}\n`);
    return error instanceof RunFault ? EXIT.findings : EXIT.usage;
  }
  io.err(`This is a bug of syncrule. Please report it.\n${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT.bug;
};

const isOperational = (error: unknown): error is Error =>
  error instanceof UsageError ||
  error instanceof ConfigError ||
  error instanceof StoreError ||
  error instanceof ConnectorError ||
  error instanceof RunFault;
