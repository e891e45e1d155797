// `node test/dist/bench/editing.js [RULES]`: how long the editor waits for the findings of a large program after one edit.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createPrograms } from '@syncrule/language-server/workspace';
import { largeProgram } from './large-program.js';

const EDITS = 20;

const directory = mkdtempSync(join(tmpdir(), 'large-program-'));
try {
  for (const [path, text] of Object.entries(largeProgram(Number(process.argv[2] ?? 1000)))) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  const edited = join(directory, 'type7.syncrule');
  const text = readFileSync(edited, 'utf8');
  const programs = createPrograms([directory]);
  /** Each edit makes another text, as typing does, and is answered as the server answers it. */
  const turns = Array.from({ length: EDITS }, (_, edit) => {
    const [start, before] = [performance.now(), process.cpuUsage()];
    programs.open(edited, text.replace('upper(text1)', `upper(text1 ?? "${edit}")`));
    const reading = programs.of(edited);
    if (reading.kind !== 'compiled') throw new Error(`bug: ${reading.message}`);
    const { user, system } = process.cpuUsage(before);
    return { wall: performance.now() - start, cpu: (user + system) / 1000 };
  });
  const [first, ...later] = turns;
  const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
  const inWords = (wall: number, cpu: number) => `${Math.round(wall)} ms (processor ${Math.round(cpu)} ms)`;
  console.log(`opening: ${inWords(first?.wall ?? 0, first?.cpu ?? 0)}`);
  const warm = later.slice(later.length >> 1);
  const [wall, cpu] = [median(warm.map((turn) => turn.wall)), median(warm.map((turn) => turn.cpu))];
  console.log(`an edit, the server warm: ${inWords(wall, cpu)}`);
} finally {
  rmSync(directory, { recursive: true });
}
