// The plan of a program, or a plan that was made before: what graph and diff are about.
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadPlan, type Plan, PlanError } from '@syncrule/runtime/plan';
import { renderText, summary } from '../../diagnostics/index.js';
import { reasonOf } from '../../workspace/index.js';
import { UsageError } from '../error.js';
import type { Io } from '../io.js';
import { compileDirectory, type ProgramOptions } from './program.js';

/**
 * The plan in a file, or of the program in a directory. Missing when the program has errors, which are told then;
 * parameters without a value need one.
 */
export const planOf = (io: Io, path: string, choice: Omit<ProgramOptions, 'directory'> = {}): Plan | undefined => {
  if (isFile(resolve(io.directory, path))) return readPlan(io, path);
  const { diagnostics, plan } = compileDirectory(io, { directory: path, ...choice }, true);
  if (plan !== undefined) return plan;
  io.err(renderText(diagnostics, { colour: io.colours.err }));
  io.err(`${summary(diagnostics)} in ${path}: it has no plan\n`);
  return undefined;
};

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

const readPlan = (io: Io, path: string): Plan => {
  try {
    return loadPlan(readFileSync(resolve(io.directory, path), 'utf8'));
  } catch (error) {
    if (error instanceof PlanError)
      throw new UsageError(
        `cannot read the plan ${path}: ${error.message}`,
        'Compile it again: rulec compile DIR -o FILE',
      );
    throw new UsageError(`cannot read ${path}: ${reasonOf(error)}`, 'Name a directory with .syncrule files, or a plan');
  }
};
