// `node test/dist/bench/compiler.js [RULES]`: `rulec check` on a large program, as a whole process and by phase, and on
// twice as many rules.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { largeProgram } from './large-program.js';

const RULEC = fileURLToPath(new URL('../../../compiler/bin/rulec.js', import.meta.url));
const PHASES = fileURLToPath(new URL('./phases.js', import.meta.url));
const TURNS = 3;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** The wall time of a process, in milliseconds. It may end with findings, which are warnings. */
const wall = (args: readonly string[]): number => {
  const start = performance.now();
  execFileSync(process.execPath, args, { stdio: 'ignore' });
  return performance.now() - start;
};

const measured = (rules: number) => {
  const directory = mkdtempSync(join(tmpdir(), 'large-program-'));
  try {
    for (const [path, text] of Object.entries(largeProgram(rules))) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    const turns = Array.from({ length: TURNS }, () => wall([RULEC, 'check', directory]));
    const phases = execFileSync(process.execPath, [PHASES, directory], { encoding: 'utf8' }).trim();
    return { check: median(turns), phases };
  } finally {
    rmSync(directory, { recursive: true });
  }
};

const rules = Number(process.argv[2] ?? 1000);
const once = measured(rules);
const twice = measured(2 * rules);
console.log(`rulec check, ${rules} rules: ${Math.round(once.check)} ms; ${once.phases}`);
console.log(`rulec check, ${2 * rules} rules: ${Math.round(twice.check)} ms; ${twice.phases}`);
console.log(`twice the rules: ${(twice.check / once.check).toFixed(2)} times as long`);
