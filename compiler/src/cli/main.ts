// The rulec command: arguments in, exit code out. Everything it does to the world goes through `io`.
import { CommanderError } from 'commander';
import { WorkspaceError } from '../workspace/error.js';
import { rulec } from './commands.js';
import { UsageError } from './error.js';
import { EXIT, type ExitCode } from './exit.js';
import type { Io } from './io.js';

/** Runs one command. Never throws and never exits the process. */
export const main = async (argv: readonly string[], io: Io): Promise<ExitCode> => {
  let code: ExitCode = EXIT.fine;
  try {
    const program = rulec(io, (result) => {
      code = result;
    });
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    return failed(error, io);
  }
};

const failed = (error: unknown, io: Io): ExitCode => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  if (error instanceof WorkspaceError || error instanceof UsageError) {
    io.err(`rulec: ${error.message}\n  help: ${error.help}\n`);
    return EXIT.usage;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.err(`rulec: this is a bug of rulec, not of your program; please report it with the lines below\n${detail}\n`);
  return EXIT.bug;
};
