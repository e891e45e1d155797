// The commands that tell about the language and about programs, in the order of the help.
import type { Command } from 'commander';
import type { ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import { addDiff } from './diff.js';
import { addDocs } from './docs.js';
import { addFunctions } from './functions.js';
import { addGraph } from './graph.js';
import { addInit } from './init.js';

export const addAuthorTools = (program: Command, io: Io, done: (code: ExitCode) => void): void => {
  addInit(program, io, done);
  addFunctions(program, io, done);
  addGraph(program, io, done);
  addDiff(program, io, done);
  addDocs(program, io, done);
};
