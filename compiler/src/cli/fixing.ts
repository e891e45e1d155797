// `rulec check --fix`: applies the safe fixes to the files of a program until none is left, and says which.
import { join } from 'node:path';
import { applySafeFixes, type Fixing } from '../diagnostics/index.js';
import { lineAndColumn } from '../source/index.js';
import { type Choice, type Compilation, compileProgram, type Host, readProgram } from '../workspace/index.js';
import { writeAtomically } from './files.js';
import type { Io } from './io.js';

/** A fix may bring another finding to light, but not forever. */
const MOST_ROUNDS = 10;

interface Fixed {
  readonly host: Host;
  /** Absolute. */
  readonly root: string;
  readonly choice: Choice;
}

/** What is left after fixing. Files are written at the end, each as a whole. */
export const fixProgram = (io: Io, { host, root, choice }: Fixed): Compilation => {
  const texts = new Map<string, string>();
  const edited: Host = { ...host, read: (path) => readingOf(texts.get(path)) ?? host.read(path) };
  let compilation = compileProgram(readProgram(edited, choice));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const fixing = applySafeFixes(compilation.diagnostics);
    if (fixing.applied.length === 0) break;
    for (const [path, text] of fixing.texts) texts.set(path, text);
    tell(io, fixing);
    compilation = compileProgram(readProgram(edited, choice));
  }
  for (const [path, text] of texts) writeAtomically(join(root, path), text);
  return compilation;
};

const readingOf = (text: string | undefined) => (text === undefined ? undefined : ({ kind: 'text', text } as const));

const tell = (io: Io, { applied }: Fixing): void => {
  for (const { diagnostic, fix } of applied) {
    const { file, span } = diagnostic.location;
    const { line, column } = lineAndColumn(file, span.start);
    io.err(`fixed ${file.path}:${line}:${column} ${diagnostic.code}: ${fix.title}\n`);
  }
};
