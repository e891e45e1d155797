// Finds data beside the project that nobody here wrote. Where it is absent, tests say so; in CI that is a failure.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of a corpus, or `undefined` (said loudly) where it is absent. */
export function corpus(path: string): string | undefined {
  const found = fileURLToPath(new URL(`../../../../../shared/corpora/${path}`, import.meta.url));
  if (existsSync(found)) return found;
  const message = `The corpus "${path}" is absent: the tests on it did NOT run.`;
  if (process.env.CI === 'true') throw new Error(message);
  process.stderr.write(`\n*** ${message}\n`);
  return undefined;
}
