// From a source text to its tree. Never throws; any text gives a tree, and a diagnostic for everything that is wrong.
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { SourceFile } from '../source/source.js';
import { Parser } from './grammar/parser.js';
import { lex } from './lexer/refine.js';
import type { Token } from './lexer/tokens.js';
import type { Comment, FileTree } from './tree.js';

export interface Parsed {
  readonly file: SourceFile;
  readonly tree: FileTree;
  /** Comments that are no documentation, by place; documentation that belongs to nothing is among them. */
  readonly comments: readonly Comment[];
  /** The lines of documentation that belong to something, by place. */
  readonly documentation: readonly Comment[];
  /** By place. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the parser read: a text with holes is a sequence of tokens. */
  readonly tokens: readonly Token[];
}

const parser = new Parser();

/** Files are values: one that was parsed is not parsed again while somebody holds it. */
const known = new WeakMap<SourceFile, Parsed>();

/** Reads one file of a program. */
export const parse = (file: SourceFile): Parsed => {
  const parsed = known.get(file) ?? read(file);
  known.set(file, parsed);
  return parsed;
};

const read = (file: SourceFile): Parsed => {
  const lexed = lex(file);
  const { tree, diagnostics, comments } = parser.read(file, lexed);
  return {
    file,
    tree,
    comments: [...lexed.comments, ...comments].sort((a, b) => a.span.start - b.span.start),
    documentation: [...lexed.documentation.values()].flat().filter((line) => !comments.includes(line)),
    diagnostics: [...lexed.diagnostics, ...diagnostics].sort((a, b) => a.location.span.start - b.location.span.start),
    tokens: lexed.tokens,
  };
};
