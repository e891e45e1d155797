// Over random programs: formatting succeeds, keeps tree and comments, and does nothing the second time.
import { describe, expect, test } from 'vitest';
import { sourceFile } from '../source/index.js';
import { parse } from '../syntax/index.js';
import { randomFrom, randomProgram, samples, withoutSpans } from '../syntax/testing/index.js';
import { format } from './index.js';

const PROGRAMS = Number(process.env.SYNCRULE_FUZZ ?? 1_500);

const formatted = (text: string): string => {
  const result = format(sourceFile('test.syncrule', text));
  if (result.kind === 'refused')
    throw new Error(`refused: ${result.diagnostics.map(({ message }) => message).join('; ')}`);
  return result.text;
};

const complaint = (text: string): string | undefined => {
  try {
    const once = formatted(text);
    const twice = formatted(once);
    if (twice !== once) return `not the same the second time\n--- once\n${once}\n--- twice\n${twice}`;
    const [before, after] = [text, once].map((each) => parse(sourceFile('test.syncrule', each)));
    expect(withoutSpans(after?.tree)).toEqual(withoutSpans(before?.tree));
    expect(after?.comments.map((each) => each.text)).toEqual(before?.comments.map((each) => each.text));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe('format', () => {
  test(`keeps ${PROGRAMS} random programs, and is done after once`, () => {
    for (let seed = 1; seed <= PROGRAMS; seed++) {
      const text = randomProgram(randomFrom(seed));
      const found = complaint(text);
      if (found !== undefined) expect.fail(`seed ${seed}: ${found}\n--- text\n${text}`);
    }
  });

  test.each(samples)('keeps the sample %#', (text) => {
    expect(complaint(text)).toBeUndefined();
  });
});
