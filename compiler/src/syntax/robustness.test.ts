// The parser survives any text: no throw, a tree, and a diagnostic wherever something is missing.
import { describe, expect, test } from 'vitest';
import { editRandomly } from './testing/edits.js';
import { hasHoles, misplaced, parseText } from './testing/inspect.js';
import { randomProgram } from './testing/programs.js';
import { randomFrom } from './testing/random.js';
import { samples } from './testing/samples.js';

const EDITS = Number(process.env.SYNCRULE_FUZZ ?? 5_000);

/** What is wrong with how a text was read; undefined when all is well. */
const complaint = (text: string): string | undefined => {
  try {
    const { tree, diagnostics } = parseText(text);
    if (tree.kind !== 'file') return 'no tree';
    if (diagnostics.length === 0 && hasHoles(tree)) return 'a hole without a diagnostic';
    if (misplaced(tree).length > 0) return `outside of its parent: ${JSON.stringify(misplaced(tree)[0], replacer)}`;
    return diagnostics.some(({ location: { span } }) => span.start > span.end || span.end > text.length)
      ? 'a diagnostic outside of the text'
      : undefined;
  } catch (error) {
    return `threw ${error instanceof Error ? error.stack : String(error)}`;
  }
};

const replacer = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

describe('the parser', () => {
  test(`survives ${EDITS} random edits of valid programs`, () => {
    for (let seed = 1; seed <= EDITS; seed++) {
      const random = randomFrom(seed);
      const text = editRandomly(random.oneIn(2) ? randomProgram(random) : random.oneOf(samples), random);
      const found = complaint(text);
      if (found !== undefined) expect.fail(`seed ${seed}: ${found}\n--- text\n${text}`);
    }
  });

  test('survives every beginning of a valid program', () => {
    for (const sample of samples) {
      for (let end = 0; end <= sample.length; end++)
        expect(complaint(sample.slice(0, end)), sample.slice(0, end)).toBeUndefined();
    }
  });

  test.each([
    ['parentheses', '('.repeat(20_000)],
    ['lists', '['.repeat(20_000)],
    ['minus signs', `function f(): integer = ${'-'.repeat(20_000)}1`],
    ['not', `function f(): boolean = ${'not '.repeat(20_000)}true`],
    ['else if', `function f(): integer = ${'if true then 1 else '.repeat(5_000)}1`],
    ['elseif', `function f(): integer = if true then 1 ${'elseif true then 1 '.repeat(5_000)}`],
    ['round lists', `function f(): integer = ${'(1, '.repeat(20_000)}`],
    ['<>', `function f(): boolean = 1${' <> 1'.repeat(20_000)}`],
    ['misspelt declarations', 'rulee x '.repeat(5_000)],
    ['operands', `function f(): integer = 1${' + 1'.repeat(20_000)}`],
    ['fallbacks', `function f(): integer = 1${' ?? 1'.repeat(20_000)}`],
    ['members', `function f(): integer = a${'.b'.repeat(20_000)}`],
    ['calls', `function f(): integer = ${'f('.repeat(20_000)}`],
    ['case', `function f(): integer = ${'case '.repeat(20_000)}`],
    ['holes', `function f(): string = ${'"${'.repeat(300)}`],
    ['closed holes', `function f(): string = ${'"${'.repeat(60)}x${'}"'.repeat(60)}`],
    ['test lists', `test "t" { param a = ${'['.repeat(20_000)}`],
    ['test values', `test "t" { given a { b: ${'['.repeat(20_000)}`],
    ['names', 'a '.repeat(20_000)],
    ['rules', 'rule '.repeat(20_000)],
    ['braces', '{'.repeat(20_000)],
    ['closing braces', '}'.repeat(20_000)],
    ['unknown characters', '§ '.repeat(20_000)],
  ])('survives masses of %s', (_, text) => {
    expect(complaint(text)).toBeUndefined();
    expect(parseText(text).diagnostics.length).toBeGreaterThan(0);
  });
});
