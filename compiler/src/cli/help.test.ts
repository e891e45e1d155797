// Every command shows an example, and every example does what it says, on the rules that come with the product.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rulec } from './commands.js';
import type { Io } from './io.js';
import { main } from './main.js';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'rulec-help-'));
  cpSync(fileURLToPath(new URL('../../../rules', import.meta.url)), join(directory, 'rules'), { recursive: true });
});
afterAll(() => rmSync(directory, { recursive: true }));

const heard = { out: '', err: '' };
const io: Io = {
  out: (text) => {
    heard.out += text;
  },
  err: (text) => {
    heard.err += text;
  },
  readStdin: () => '',
  get directory() {
    return directory;
  },
  colours: { out: false, err: false },
  watched: false,
  interruption: () => new AbortController().signal,
};

const run = async (argv: readonly string[]) => {
  Object.assign(heard, { out: '', err: '' });
  return { code: await main(argv, io), ...heard };
};

const NAMES = [
  '',
  ...rulec(io, () => undefined)
    .commands.map((command) => command.name())
    .sort(),
];

/** What an example ends with, if not with 0: the plan that the example before it made has another parameter. */
const CODES: Readonly<Record<string, number>> = { diff: 1 };

test('there are all commands', () => {
  expect(NAMES.join(' ')).toBe(' check compile completion diff docs explain fmt functions graph init precedence test');
});

test.each(NAMES)('rulec %s', { timeout: 60_000 }, async (name) => {
  const { code, out, err } = await run([...(name === '' ? [] : [name]), '--help']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const examples = [...out.matchAll(/^ {2}\$ (.+)$/gm)].map(([, example = '']) => example);
  expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) {
    const [, words = ''] = /^(?:source <\()?rulec ([^)]+)\)?$/.exec(example) ?? [];
    const ran = await run(words.split(' '));
    expect({ example, code: ran.code, err: ran.code === 2 ? ran.err : '' }).toEqual({
      example,
      code: CODES[name] ?? 0,
      err: '',
    });
  }
});
