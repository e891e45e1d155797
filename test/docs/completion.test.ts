// Every word of the programs that ship, and of those on the language's page, is offered by the editor where it stands:
// with the rest of the program behind it, and at the end of what is written so far.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type SourceFile, sourceFile } from '@syncrule/compiler/source';
import { type Compilation, compileProgram, diskHost, type Host, readProgram } from '@syncrule/compiler/workspace';
import { classify, itemsAt, type Token, tokensOf } from '@syncrule/language-server/completion';
import { describe, expect, it } from 'vitest';
import { blocksOf, hostFor, pageText, schemasOf } from './blocks.js';

const RULES = fileURLToPath(new URL('../../rules/', import.meta.url));

interface Case {
  readonly name: string;
  readonly host: Host;
}

const page = pageText('docs/language.md');
const programs: readonly Case[] = [
  ...readdirSync(RULES).map((name) => ({ name: `rules/${name}`, host: diskHost(join(RULES, name)) })),
  ...blocksOf(page)
    .filter(({ codes }) => codes.length === 0)
    .map((block) => ({ name: `docs/language.md:${block.line}`, host: hostFor(block, schemasOf(page)) })),
];

/** Words that stand where no program can know them: new names, numbers, times, and texts. */
const isWord = ({ kind, text }: Token): boolean =>
  kind === 'QuotedName' || (kind !== 'TextPiece' && /^\p{L}[\p{L}\d_-]*$/u.test(text));

/** The words of a file that completion does not offer, each with its line. `upTo`: what is written behind the word. */
const missing = (
  file: SourceFile,
  host: Host,
  compilation: Compilation,
  rest: 'there' | 'not yet',
): readonly string[] => {
  const parsed = compilation.parsed.find((each) => each.file.path === file.path);
  if (parsed === undefined) throw new Error(`bug: ${file.path} is not in its program`);
  const known = new Set<string>();
  return tokensOf(parsed).flatMap((token, index, all) => {
    // What stands behind the same word is asked for once.
    const pair = `${all[index - 1]?.text} ${token.text}`;
    if (!isWord(token) || known.has(pair)) return [];
    known.add(pair);
    const text = rest === 'there' ? file.text : file.text.slice(0, token.start);
    const { cursor } = classify(sourceFile(file.path, text), token.start);
    const word = token.text.replaceAll('`', '').toLowerCase();
    const items = itemsAt(cursor, { directory: '/program', host, compilation });
    const isOffered = items.some(({ label }) => label.toLowerCase().split(/[ .]/).includes(word));
    if (isOffered || isNew(token, file)) return [];
    const line = file.text.slice(0, token.start).split('\n').length;
    return [`${file.path}:${line} ${token.text} (${cursor.kind})`];
  });
};

/** A name that its program declares there. */
const isNew = (token: Token, file: SourceFile): boolean => {
  const before = file.text.slice(0, token.start);
  const behind = file.text.slice(token.end);
  return (
    /\b(?:param|connector|metaverse|namespace|function|flows|rule|let|as|every \S+)\s+$/.test(before) ||
    /^\s*=>/.test(behind) ||
    /^[ ]*: /.test(behind)
  );
};

describe.each(programs)('$name', ({ host }) => {
  const compilation = compileProgram(readProgram(host));
  it.each(['there', 'not yet'] as const)('offers each of its words, the rest being %s', (rest) => {
    expect(compilation.parsed.flatMap(({ file }) => missing(file, host, compilation, rest))).toEqual([]);
  });
});
