// `rulec precedence [ATTRIBUTE] [DIR]`: who contributes to each attribute, in rank order.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Contributor, type Contributors, contributorsOf } from '../../agreement/index.js';
import { didYouMean, renderText, summary } from '../../diagnostics/index.js';
import { type Location, lineAndColumn } from '../../source/index.js';
import type { Compilation } from '../../workspace/index.js';
import { UsageError } from '../error.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import { compileDirectory } from './program.js';

export interface PrecedenceOptions {
  /** A directory when it is the only argument and names one. */
  readonly attribute?: string;
  readonly directory?: string;
  readonly format: 'text' | 'json';
}

export const precedence = (io: Io, options: PrecedenceOptions): ExitCode => {
  const { attribute, directory } = meant(io, options);
  const compilation = compileDirectory(io, { directory }, false);
  const errors = compilation.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    io.err(renderText(errors, { colour: io.colours.err }));
    io.err(`${summary(errors)}: an order would be wrong where something is left out\n`);
    return EXIT.findings;
  }
  const all = contributorsOf(compilation.checked, compilation.agreement);
  const chosen = attribute === undefined ? all : expectAttribute(attribute, all, compilation);
  io.out(options.format === 'json' ? jsonOf(chosen) : textOf(chosen));
  return EXIT.fine;
};

const meant = (io: Io, { attribute, directory }: PrecedenceOptions) => {
  if (attribute === undefined || directory !== undefined) return { attribute, directory: directory ?? '.' };
  const isDirectory = statSync(resolve(io.directory, attribute), { throwIfNoEntry: false })?.isDirectory() === true;
  return isDirectory ? { attribute: undefined, directory: attribute } : { attribute, directory: '.' };
};

const keyOf = ({ type, attribute }: Contributors): string => `${type}.${attribute}`;

const expectAttribute = (
  name: string,
  all: readonly Contributors[],
  { checked }: Compilation,
): readonly Contributors[] => {
  const found = all.filter((each) => keyOf(each) === name || each.attribute === name);
  if (found.length > 0) return found;
  const declared = checked.metaverse.flatMap(({ plan }) =>
    plan.attributes.map((each) => ({ type: plan.name, attribute: each.name, merged: false, contributors: [] })),
  );
  const unwritten = declared.filter((each) => keyOf(each) === name || each.attribute === name);
  if (unwritten.length > 0) return unwritten;
  const near = didYouMean(
    name,
    [...all, ...declared].flatMap((each) => [keyOf(each), each.attribute]),
  );
  throw new UsageError(
    `expected an attribute that the program writes, found ${name}`,
    near ?? 'rulec precedence without an attribute lists all',
  );
};

const textOf = (all: readonly Contributors[]): string => all.map(blockOf).join('\n');

const blockOf = (entry: Contributors): string => {
  const { from, account, merged, contributors, derived } = entry;
  const of = [
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(account === undefined ? [] : [`as ${account}`]),
    ...(merged ? ['all values count'] : []),
  ];
  const heading = of.length === 0 ? keyOf(entry) : `${keyOf(entry)}  (${of.join(', ')})`;
  const rows = [
    ...contributors.map((each, i) => [merged ? '·' : String(i + 1), ...cellsOf(each)]),
    ...(derived === undefined ? [] : [['=', 'its own expression', placeOf(derived), 'after all flows', '']]),
  ];
  const lines = rows.length === 0 ? ['  nobody writes it'] : table(rows);
  return `${[heading, ...lines].join('\n')}\n`;
};

const cellsOf = ({ rule, source, location, mode, why, scope, apart }: Contributor): readonly string[] => [
  mode === 'once' ? `${rule} (once)` : rule,
  placeOf(location),
  `${why}${apart ? '; never meets the one above' : ''}`,
  scope === undefined ? `every ${source}` : `${source} where ${scope}`,
];

const placeOf = ({ file, span }: Location): string => `${file.path}:${lineAndColumn(file, span.start).line}`;

const table = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
};

/** The shape of `--format json`. */
const jsonOf = (all: readonly Contributors[]): string => {
  const at = (location: Location) => ({
    file: location.file.path,
    line: lineAndColumn(location.file, location.span.start).line,
  });
  const attributes = all.map(({ contributors, derived, ...rest }) => ({
    ...rest,
    contributors: contributors.map(({ location, ...each }, i) => ({ rank: i + 1, ...each, ...at(location) })),
    ...(derived === undefined ? {} : { derived: at(derived) }),
  }));
  return `${JSON.stringify({ formatVersion: 1, attributes }, null, 2)}\n`;
};
