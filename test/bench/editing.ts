// `node test/dist/bench/editing.js [RULES]`: how long the editor waits for the findings of a large program after one edit.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createPrograms } from '@syncrule/language-server/workspace';
import { largeProgram } from './large-program.js';
import { inWords, medianOf } from './spent.js';

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
  if (first !== undefined) console.log(`opening: ${inWords(first)}`);
  console.log(`an edit, the server warm: ${inWords(medianOf(later.slice(later.length >> 1)))}`);
} finally {
  rmSync(directory, { recursive: true });
}
