// The grammar as such.
import { expect, test } from 'vitest';
import { Parser } from './parser.js';

test('has no mistakes that chevrotain can find: left recursion, alternatives that cannot be told apart', () => {
  expect(() => new Parser(true)).not.toThrow();
});
