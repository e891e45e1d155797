// `syncrule errors`: every error that is left, with object, rule, line, value, and how often it was tried.
import { didYouMean } from '../connectors/index.js';
import { type DescribedError, describeErrors, isInformation } from '../runs/index.js';
import type { ErrorRecord } from '../store/index.js';
import { instant } from './duration.js';
import { errorJson, errorLine } from './errors.js';
import { EXIT, type ExitCode, type Io } from './io.js';
import type { CommonOptions } from './run-commands.js';
import { type Style, styleFor } from './style.js';
import { UsageError } from './usage.js';
import { type Workspace, withWorkspace } from './workspace.js';

export interface ErrorsOptions extends CommonOptions {
  readonly kind?: string;
  readonly connector?: string;
  /** How many errors are listed. */
  readonly limit: number;
}

export const errorsCommand = (io: Io, options: ErrorsOptions): Promise<ExitCode> =>
  withWorkspace(io, { config: options.config, write: false }, async (workspace) => {
    const { space } = workspace;
    const records = await matching(workspace, options);
    const errors = await describeErrors(space, records.slice(0, options.limit));
    const count = records.length;
    const json = () => ({
      format: 'syncrule-errors/1',
      count,
      errors: errors.map((error) => errorJson(space, error)),
    });
    if (options.format === 'json') io.out(`${JSON.stringify(json(), undefined, 2)}\n`);
    else io.out(`${lines(errors, count, styleFor(io)).join('\n')}\n`);
    return records.every(({ error }) => isInformation(error.kind)) ? EXIT.nothing : EXIT.findings;
  });

const matching = async ({ space }: Workspace, { kind, connector }: ErrorsOptions): Promise<readonly ErrorRecord[]> => {
  const names = [...space.connectors.keys()];
  if (connector !== undefined && !names.includes(connector)) {
    throw new UsageError(`There is no connector ${JSON.stringify(connector)}.${didYouMean(connector, names)}`);
  }
  const records = await space.store.errors(connector === undefined ? {} : { connector });
  return kind === undefined ? records : records.filter(({ error }) => error.kind === kind);
};

const lines = (errors: readonly DescribedError[], count: number, style: Style): readonly string[] => {
  if (errors.length === 0) return [style.green('No errors.')];
  const more = count - errors.length;
  return [
    ...errors.flatMap((error) => [errorLine(error), `  ${style.dim(seenText(error))}`]),
    ...(more > 0 ? ['', `and ${more} more: --limit ${count} lists all`] : []),
  ];
};

const seenText = ({ firstSeen, lastSeen, count }: DescribedError): string =>
  count === 1
    ? `seen once, ${instant(firstSeen)}`
    : `seen ${count} times, first ${instant(firstSeen)}, last ${instant(lastSeen)}`;
