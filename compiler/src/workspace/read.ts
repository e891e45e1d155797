// Reads a program: its .syncrule files, the schema files that they name, and the values of its parameters.

import type { Diagnostic, Levels } from '../diagnostics/index.js';
import type { ParamPlaces } from '../semantics/index.js';
import { type SourceFile, sourceFile } from '../source/index.js';
import type { FileTree } from '../syntax/index.js';
import { readConfig } from './config.js';
import { WorkspaceError } from './error.js';
import type { Host } from './host.js';
import { fixedPath } from './names.js';
import { type Choice, readParams } from './params.js';
import { parseOnce } from './parsing.js';

/** Everything that compiling needs. A value: reading is over. */
export interface Program {
  /** Sorted by path. */
  readonly files: readonly SourceFile[];
  /** By the path that a connector names; missing ones are not in it. */
  readonly schemas: ReadonlyMap<string, SourceFile>;
  /** Missing: no environment was chosen, so nobody asks for values that have no default. */
  readonly params: ReadonlyMap<string, unknown> | undefined;
  /** Where the file of the environment gives them; missing without one. */
  readonly paramPlaces?: ParamPlaces | undefined;
  /** The levels that the program gives to findings. */
  readonly levels: Levels;
  /** What is wrong with the file of the environment and with the configuration. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes the file of a path and its text. Who gives the same file for the same text spares reading it again. */
export type FileMaker = (path: string, text: string) => SourceFile;

/** Throws a {@link WorkspaceError} when there is nothing to read, or it cannot be read. */
export const readProgram = (host: Host, choice: Choice = {}, fileOf: FileMaker = sourceFile): Program => {
  const paths = host.list();
  const files = paths
    .filter(isRuleFile)
    .sort()
    .map((path) => fileOf(path, expectText(host, path)));
  if (files.length === 0) {
    throw new WorkspaceError(
      `expected .syncrule files in ${host.name}, found none`,
      'Name the directory that holds the program',
    );
  }
  const trees = files.map((file) => parseOnce(file).tree);
  const { params, places, diagnostics } = readParams(host, choice, trees);
  const config = readConfig(host);
  return {
    files,
    schemas: readSchemas(host, trees, fileOf),
    params,
    paramPlaces: places,
    levels: config.levels,
    diagnostics: [...diagnostics, ...config.diagnostics],
  };
};

const isRuleFile = (path: string): boolean => path.endsWith('.syncrule');

const readSchemas = (host: Host, trees: readonly FileTree[], fileOf: FileMaker): ReadonlyMap<string, SourceFile> => {
  const named = trees.flatMap((tree) =>
    tree.declarations.flatMap((each) => (each.kind === 'connector' ? [fixedPath(each.schema)] : [])),
  );
  const schemas = new Map<string, SourceFile>();
  for (const path of new Set(named)) {
    const text = path === undefined ? undefined : textOf(host, path);
    if (path !== undefined && text !== undefined) schemas.set(path, fileOf(path, text));
  }
  return schemas;
};

const textOf = (host: Host, path: string): string | undefined => {
  const reading = host.read(path);
  if (reading.kind === 'unreadable') {
    throw new WorkspaceError(
      `cannot read ${path} in ${host.name}: ${reading.reason}`,
      'Check the file and its permissions',
    );
  }
  return reading.kind === 'text' ? reading.text : undefined;
};

const expectText = (host: Host, path: string): string => {
  const text = textOf(host, path);
  if (text === undefined) throw new WorkspaceError(`${path} in ${host.name} vanished while it was read`, 'Try again');
  return text;
};
