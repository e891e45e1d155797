// What check and compile share: reading and compiling the program that the arguments name.
import { resolve } from 'node:path';
import {
  type Choice,
  type Compilation,
  compileProgram,
  diskHost,
  type Program,
  readProgram,
} from '../../workspace/index.js';
import type { Io } from '../io.js';

export interface ProgramOptions {
  readonly directory: string;
  readonly env?: string;
  readonly param?: ReadonlyMap<string, string>;
}

/** `complete`: every parameter needs a value. Throws a WorkspaceError when there is no program to read. */
export const compileDirectory = (io: Io, options: ProgramOptions, complete: boolean): Compilation =>
  compileProgram(programIn(io, options, complete));

/** The program that the arguments name, read but not compiled. Throws as above. */
export const programIn = (io: Io, options: ProgramOptions, complete: boolean): Program =>
  readProgram(diskHost(resolve(io.directory, options.directory), options.directory), choiceOf(options, complete));

export const choiceOf = ({ env, param }: Omit<ProgramOptions, 'directory'>, complete: boolean): Choice => ({
  complete,
  ...(env === undefined ? {} : { environment: env }),
  ...(param === undefined ? {} : { values: param }),
});
