// Structured logs: JSON lines with a level, a time in ISO 8601 and a message, in a file for its owner only or on a stream.
import { chmodSync, closeSync, openSync, writeSync } from 'node:fs';
import { type Logger, pino, stdTimeFunctions } from 'pino';
import type { Secrets } from './secrets.js';

export const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof LEVELS)[number];

/** Members are data beside the message. What they are called says what they are; secrets are masked wherever they stand. */
export type LogLine = (members: Readonly<Record<string, unknown>>, message: string) => void;

export interface Log {
  readonly debug: LogLine;
  readonly info: LogLine;
  readonly warn: LogLine;
  readonly error: LogLine;
  readonly close: () => void;
}

export interface LogOptions {
  readonly level: Level;
  readonly secrets: Secrets;
}

/** A log that goes nowhere. */
export const noLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, close: () => {} };

/** Appends to the file; it is made if need be, and is the owner's alone from now on. Throws what the file system says. */
export const logToFile = (file: string, options: LogOptions): Log => {
  const descriptor = openSync(file, 'a', 0o600);
  chmodSync(file, 0o600);
  return logTo(
    (line) => writeSync(descriptor, line),
    options,
    () => closeSync(descriptor),
  );
};

export const logTo = (write: (line: string) => void, { level, secrets }: LogOptions, close = (): void => {}): Log => {
  const logger = pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: NEVER_TOLD, censor: '[secret]' },
    },
    { write: (line) => write(secrets.scrub(line)) },
  );
  return { ...linesOf(logger), close };
};

/** Members that are masked whatever they hold, at the top and one level below. */
const NEVER_TOLD = ['password', 'secret', 'token', 'authorization', 'clientSecret'].flatMap((name) => [
  name,
  `*.${name}`,
]);

const linesOf = (logger: Logger): Omit<Log, 'close'> => ({
  debug: (members, message) => logger.debug(members, message),
  info: (members, message) => logger.info(members, message),
  warn: (members, message) => logger.warn(members, message),
  error: (members, message) => logger.error(members, message),
});
