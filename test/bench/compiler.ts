// `node test/dist/bench/compiler.js [RULES]`: `rulec check` on a large program, as a whole process and by phase, and on
// twice as many rules.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { largeProgram } from './large-program.js';
import { inWords, medianOf, spentBy } from './spent.js';

const RULEC = fileURLToPath(new URL('../../../compiler/bin/rulec.js', import.meta.url));
const PHASES = fileURLToPath(new URL('./phases.js', import.meta.url));
const TURNS = 3;

const measured = (rules: number) => {
  const directory = mkdtempSync(join(tmpdir(), 'large-program-'));
  try {
    for (const [path, text] of Object.entries(largeProgram(rules))) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    const turns = Array.from({ length: TURNS }, () => spentBy([RULEC, 'check', directory]));
    const phases = execFileSync(process.execPath, [PHASES, directory], { encoding: 'utf8' }).trim();
    return { check: medianOf(turns), phases };
  } finally {
    rmSync(directory, { recursive: true });
  }
};

const rules = Number(process.argv[2] ?? 1000);
const once = measured(rules);
const twice = measured(2 * rules);
console.log(`rulec check, ${rules} rules: ${inWords(once.check)}; ${once.phases}`);
console.log(`rulec check, ${2 * rules} rules: ${inWords(twice.check)}; ${twice.phases}`);
console.log(`twice the rules: ${(twice.check.cpu / once.check.cpu).toFixed(2)} times the processor time`);
