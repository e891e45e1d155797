// The log of a command: where the operator asked for it.
import { resolve } from 'node:path';
import { type Level, type Log, logToFile, noLog, type Secrets } from '../logging/index.js';
import type { Io } from './io.js';
import { UsageError } from './usage.js';

export interface LoggingOptions {
  /** The file, relative to the current directory. */
  readonly log?: string;
  readonly logLevel: Level;
}

/** Opens the log, hands it to `use`, and closes it. */
export const withLog = async <T>(
  io: Pick<Io, 'cwd'>,
  { log: file, logLevel, secrets }: LoggingOptions & { readonly secrets: Secrets },
  use: (log: Log) => Promise<T>,
): Promise<T> => {
  const log = file === undefined ? noLog : openLog(resolve(io.cwd, file), { level: logLevel, secrets });
  try {
    return await use(log);
  } finally {
    log.close();
  }
};

const openLog = (file: string, options: Parameters<typeof logToFile>[1]): Log => {
  try {
    return logToFile(file, options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The log ${file} cannot be written: ${reason}. Name another file, or mend its folder.`);
  }
};
