// Histories that once showed a fault, made small, and what it was. They outlive changes of the arbitraries, as seeds do not.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { play } from './play.js';
import type { History } from './rounds.js';

interface Kept {
  readonly why: string;
  readonly history: History;
}

const histories = (): readonly Kept[] => {
  const folder = new URL('cases/', import.meta.url);
  return readdirSync(folder).map((file): Kept => JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
};

describe('the engine does what the reference interpreter does where it once did not', () => {
  it.each(histories())('$why', ({ history }) => play(history), 60_000);
});
