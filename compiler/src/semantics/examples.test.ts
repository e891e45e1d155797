// The example programs of the design, against schemas written for them: no finding, and a plan.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type SourceFile, sourceFile } from '../source/index.js';
import { parse } from '../syntax/index.js';
import { checkProgram } from './check-program.js';
import { inOneLine } from './testing/check.js';

const EXAMPLES = fileURLToPath(new URL('../../../../shared/design/examples/', import.meta.url));
const SCHEMAS = fileURLToPath(new URL('./fixtures/examples/', import.meta.url));

const filesIn = (folder: string, ending: string, prefix = ''): SourceFile[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => sourceFile(`${prefix}${name}`, readFileSync(`${folder}/${name}`, 'utf8')));

const isThere = existsSync(EXAMPLES);
if (!isThere) {
  const message = `the example programs are missing: expected them in ${EXAMPLES}`;
  if (process.env.CI === 'true') throw new Error(message);
  console.warn(`SKIPPED: ${message}`);
}

describe.skipIf(!isThere)('the example programs', () => {
  it.each([
    ['hr', 'hr', 12],
    ['entra', 'entra', 30],
    ['.', 'openidm', 2],
  ])('%s: checks without a finding', (program, schemas, rules) => {
    const parsed = filesIn(`${EXAMPLES}${program}`, '.syncrule').map(parse);
    const texts = filesIn(`${SCHEMAS}${schemas}`, '.json', 'schemas/');
    const result = checkProgram({ trees: parsed, schemas: new Map(texts.map((file) => [file.path, file])) });
    const found = [...parsed.flatMap(({ diagnostics }) => diagnostics), ...result.diagnostics];
    expect(found.map((finding) => `${finding.location.file.path} ${inOneLine(finding)}`)).toEqual([]);
    expect(result.program.rules.length).toBeGreaterThanOrEqual(rules);
  });
});
