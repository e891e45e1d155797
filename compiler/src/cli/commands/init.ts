// `rulec init [DIR]`: a project to begin with.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { reasonOf } from '../../workspace/index.js';
import { UsageError } from '../error.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import { isData, PROJECT } from '../project/files.js';

export const init = (io: Io, directory: string): ExitCode => {
  const root = resolve(io.directory, directory);
  const known = [...PROJECT.keys()].filter((path) => existsSync(join(root, path)));
  if (known.length > 0)
    throw new UsageError(
      `expected a place without a project, found ${known.join(', ')} in ${directory}; nothing was written`,
      'Name another directory: rulec init my-rules',
    );
  for (const [path, text] of PROJECT) write(join(root, path), text, isData(path) ? 0o600 : 0o666);
  io.out(nextSteps(directory));
  return EXIT.fine;
};

/** Never over a file, even one that came into being a moment ago. */
const write = (path: string, text: string, mode: number): void => {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx', mode });
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${reasonOf(error)}`, 'Name a directory that may be written to');
  }
};

const nextSteps = (directory: string): string => {
  const files = [...PROJECT.keys()].map((path) => `  ${path}\n`).join('');
  const there = directory === '.' ? '' : `  $ cd ${directory}\n`;
  return `Made a project in ${directory}:\n${files}
Next:
${there}  $ rulec check                     what is wrong with the rules: nothing
  $ rulec test                      what must stay true
  $ rulec compile . -o plan.json    the plan that the engine runs
  $ syncrule run --staging          import and synchronise, send nothing
  $ syncrule run                    send it: data/corp.ldif gets its accounts
  $ syncrule why corp.user:1001 dn  which rule gave this value
`;
};
