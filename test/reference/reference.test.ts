// Histories that once showed a fault, made small, and what it was. They outlive changes of the arbitraries, as seeds do not.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { play } from './play.js';
import type { History } from './rounds.js';

interface Kept {
  readonly why: string;
  readonly history: History;
}

const historiesIn = (name: string): readonly Kept[] => {
  const folder = new URL(`${name}/`, import.meta.url);
  return readdirSync(folder).map((file): Kept => JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
};

describe('the engine does what the reference interpreter does where it once did not', () => {
  it.each(historiesIn('cases'))('$why', ({ history }) => play(history), 60_000);
  // Faults that are not mended yet. One that does not fail any more belongs to the cases.
  it.fails.each(historiesIn('open'))('open: $why', ({ history }) => play(history), 60_000);
});
