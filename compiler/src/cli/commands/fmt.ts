// `rulec fmt`: formats files in place, or says which ones it would change.
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { renderText } from '../../diagnostics/index.js';
import { format } from '../../format/index.js';
import { sourceFile } from '../../source/index.js';
import { diskHost, readText } from '../../workspace/index.js';
import { unifiedDiff } from '../diff.js';
import { UsageError } from '../error.js';
import { EXIT, type ExitCode } from '../exit.js';
import { writeAtomically } from '../files.js';
import type { Io } from '../io.js';

export interface FmtOptions {
  /** Directories and files; `-` alone is standard input. */
  readonly paths: readonly string[];
  readonly check?: true;
  readonly diff?: true;
}

export const fmt = (io: Io, options: FmtOptions): ExitCode => {
  if (options.paths.includes('-')) return formatStdin(io, options);
  const results = options.paths.flatMap((path) => filesAt(io, path)).map((path) => formatFile(io, path, options));
  if (results.includes('wrong')) return EXIT.findings;
  return options.check === true && results.includes('changed') ? EXIT.findings : EXIT.fine;
};

/** `wrong`: it has syntax errors, and what cannot be read cannot be written. */
type Result = 'same' | 'changed' | 'wrong';

const formatFile = (io: Io, path: string, options: FmtOptions): Result => {
  const before = expectText(io, path);
  const after = formatted(io, path, before);
  if (after === undefined) return 'wrong';
  if (after === before) return 'same';
  if (options.diff === true) io.out(unifiedDiff(path, before, after));
  else io.out(`${path}\n`);
  if (options.check !== true && options.diff !== true) writeAtomically(resolve(io.directory, path), after);
  return 'changed';
};

const formatStdin = (io: Io, options: FmtOptions): ExitCode => {
  if (options.paths.length > 1)
    throw new UsageError(
      'expected - alone, found other paths beside it',
      'Format standard input and files one after the other',
    );
  const before = io.readStdin();
  const after = formatted(io, 'stdin', before);
  if (after === undefined) return EXIT.findings;
  if (options.diff === true) io.out(unifiedDiff('stdin', before, after));
  else if (options.check !== true) io.out(after);
  return options.check === true && after !== before ? EXIT.findings : EXIT.fine;
};

const formatted = (io: Io, path: string, text: string): string | undefined => {
  const result = format(sourceFile(path, text));
  if (result.kind === 'formatted') return result.text;
  io.err(renderText(result.diagnostics, { colour: io.colours.err }));
  return undefined;
};

const filesAt = (io: Io, path: string): readonly string[] => {
  const stats = statSync(resolve(io.directory, path), { throwIfNoEntry: false });
  if (stats === undefined) {
    throw new UsageError(`expected a directory or a .syncrule file, found no ${path}`, 'Check the path');
  }
  if (!stats.isDirectory()) return [path];
  const files = diskHost(resolve(io.directory, path))
    .list()
    .filter((each) => each.endsWith('.syncrule'))
    .sort();
  if (files.length === 0)
    throw new UsageError(
      `expected .syncrule files in ${path}, found none`,
      'Name the directory that holds the program',
    );
  return files.map((file) => join(path, file));
};

const expectText = (io: Io, path: string): string => {
  const reading = readText(resolve(io.directory, path));
  if (reading.kind === 'text') return reading.text;
  const reason = reading.kind === 'missing' ? 'it does not exist' : reading.reason;
  throw new UsageError(`cannot read ${path}: ${reason}`, 'Check the file and its permissions');
};
