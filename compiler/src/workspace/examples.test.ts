// The example programs of the design through the whole compiler. Where a rule creates objects of a type that requires
// what may be absent, A9 makes that an error; the rules of Entra Connect that two of them are modelled on do not ask for
// a source anchor in their scopes either, and fail at run time for who has none. With the fix that is offered all compile.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { applySafeFixes, type Diagnostic } from '../diagnostics/index.js';
import { lineAndColumn } from '../source/index.js';
import { compileProgram, memoryHost, readProgram } from './index.js';

const EXAMPLES = fileURLToPath(new URL('../../../../shared/design/examples/', import.meta.url));
const SCHEMAS = fileURLToPath(new URL('../semantics/fixtures/examples/', import.meta.url));

const textsIn = (folder: string, ending: string, prefix = ''): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .map((name) => [`${prefix}${name}`, readFileSync(`${folder}/${name}`, 'utf8')]),
  );

const compile = (texts: Readonly<Record<string, string>>) => compileProgram(readProgram(memoryHost(texts)));

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';
const shown = ({ code, message, location: { file, span } }: Diagnostic): string =>
  `${file.path}:${lineAndColumn(file, span.start).line} ${code} ${message.slice(message.indexOf('found'))}`;

/** The texts after the first fix of each error. */
const mended = (texts: Readonly<Record<string, string>>, errors: readonly Diagnostic[]) => {
  const offered = errors.map((each) => ({
    ...each,
    fixes: each.fixes.slice(0, 1).map((fix) => ({ ...fix, safe: true as const })),
  }));
  return { ...texts, ...Object.fromEntries(applySafeFixes(offered).texts) };
};

const isThere = existsSync(EXAMPLES);
if (!isThere) console.warn(`SKIPPED: the example programs are missing: expected them in ${EXAMPLES}`);

describe.skipIf(!isThere)('the example programs', () => {
  it.each<[string, string, readonly string[]]>([
    ['hr', 'hr', []],
    [
      'entra',
      'entra',
      [
        '05-entra-out-aad.syncrule:47 SR4009 found that `sourceAnchor` may be absent',
        '07-entra-devices.syncrule:28 SR4009 found that `sourceAnchor` may be absent',
      ],
    ],
    ['.', 'openidm', ['08-openidm-getting-started.syncrule:26 SR4009 found that `email` may be absent']],
  ])('%s: has these errors and no others, and none after their fixes', (program, schemas, expected) => {
    const texts = {
      ...textsIn(`${EXAMPLES}${program}`, '.syncrule'),
      ...textsIn(`${SCHEMAS}${schemas}`, '.json', 'schemas/'),
    };
    const errors = compile(texts).diagnostics.filter(isError);
    expect(errors.map(shown)).toEqual(expected);
    const { diagnostics, planWith } = compile(mended(texts, errors));
    expect(diagnostics.filter(isError).map(shown)).toEqual([]);
    expect(planWith).toBeDefined();
  });
});
