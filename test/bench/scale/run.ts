// `node test/dist/bench/scale/run.js [PEOPLE]`: 1,000,000 people, 50,000 groups, one with 495,000 members; fewer in
// proportion. Each step with its time by the clock and of the processor, what the processor took for each object, and the
// memory of the process. What a delta looks at counts, not what was changed.
import { type CourseFigures, play, type StepFigures } from './course.js';

const people = Number(process.argv[2] ?? 1_000_000);
const size = { people, groups: Math.ceil(people / 20), largest: Math.floor(people * 0.495) };
const objects = size.people + size.groups;

const figures = await play(size, (step) => process.stderr.write(`${step} …\n`));
const peak = process.resourceUsage().maxRSS / 1024;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1).padStart(8)} s`;

const line = (name: string, { ms, processorMs }: StepFigures, of: number): string =>
  `${name.padEnd(34)} ${seconds(ms)} ${seconds(processorMs)} of the processor ${((processorMs * 1000) / of).toFixed(0).padStart(6)} µs for each object`;

const changed = ({ yearImport }: CourseFigures): number =>
  Object.values(yearImport.statistics.hr ?? {}).reduce((sum, count) => sum + count, 0);

process.stdout.write(
  `${[
    `${people.toLocaleString('en')} people, ${size.groups.toLocaleString('en')} groups, one with ${size.largest.toLocaleString('en')} members`,
    '',
    line('import', figures.firstImport, objects),
    line('full synchronisation', figures.firstSync, objects),
    line('import of the same', figures.sameImport, objects),
    line('full synchronisation of the same', figures.sameSync, objects),
    line('delta import of 7 %', figures.yearImport, changed(figures)),
    line('delta synchronisation of it', figures.yearSync, figures.yearSync.evaluated),
    '',
    `looked at by the delta: ${figures.yearSync.evaluated.toLocaleString('en')}`,
    `staged ${JSON.stringify(figures.staged)}, after the year ${JSON.stringify(figures.stagedAfter)}`,
    `import of the same: ${JSON.stringify(figures.sameImport.statistics)}; synchronisation: ${JSON.stringify(figures.sameSync.statistics)}`,
    `memory, peak of the process: ${peak.toFixed(0)} MB`,
  ].join('\n')}\n`,
);
