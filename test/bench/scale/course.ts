// A first cycle, the same again, a year of changes: what was done and what it took.
import { synchronise } from '@syncrule/runtime/engine';
import { importConnector } from '@syncrule/runtime/runs';
import { connector, install } from '../installation.js';
import { everybody, type Size, yearOf } from './population.js';

/** Of one step: how much was looked at and written, and how long it took by the clock and of the processor, in ms. */
export interface StepFigures {
  readonly ms: number;
  readonly processorMs: number;
  /** Metaverse objects evaluated by a synchronisation. */
  readonly evaluated: number;
  readonly statistics: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface CourseFigures {
  readonly firstImport: StepFigures;
  readonly firstSync: StepFigures;
  readonly sameImport: StepFigures;
  readonly sameSync: StepFigures;
  readonly yearImport: StepFigures;
  readonly yearSync: StepFigures;
  /** Staged operations after the first cycle, and after the year: `corp add`. */
  readonly staged: Readonly<Record<string, number>>;
  readonly stagedAfter: Readonly<Record<string, number>>;
}

export const play = async (size: Size, tell: (step: string) => void = () => undefined): Promise<CourseFigures> => {
  const installation = await install('scale/program');
  const { store, machine, space } = installation;
  let at = 1;
  const timed = async (
    step: string,
    run: () => Promise<Omit<StepFigures, 'ms' | 'processorMs'>>,
  ): Promise<StepFigures> => {
    tell(step);
    at += 1;
    const [start, before] = [process.hrtime.bigint(), process.cpuUsage()];
    const figures = await run();
    const { user, system } = process.cpuUsage(before);
    return { ...figures, ms: Number(process.hrtime.bigint() - start) / 1e6, processorMs: (user + system) / 1e3 };
  };
  const imported = (step: string, mode: 'full' | 'delta', events: typeof everybody) =>
    timed(step, async () => {
      const { statistics } = await importConnector(
        space,
        'hr',
        connector(() => events(size)),
        { mode, at },
      );
      return { evaluated: 0, statistics: { hr: statistics } };
    });
  const synced = (step: string, mode: 'full' | 'delta') => timed(step, () => synchronise(store, machine, { at, mode }));
  const staged = async () => (await store.counts()).operations;
  try {
    await importConnector(
      space,
      'corp',
      connector(() => everybody({ people: 0, groups: 0, largest: 0 })),
      {
        mode: 'full',
        at,
      },
    );
    const firstImport = await imported('first import', 'full', everybody);
    const firstSync = await synced('first synchronisation', 'full');
    const before = await staged();
    const sameImport = await imported('the same import', 'full', everybody);
    const sameSync = await synced('the same synchronisation', 'full');
    const yearImport = await imported('a year of changes', 'delta', yearOf);
    const yearSync = await synced('its synchronisation', 'delta');
    return {
      firstImport,
      firstSync,
      sameImport,
      sameSync,
      yearImport,
      yearSync,
      staged: before,
      stagedAfter: await staged(),
    };
  } finally {
    await installation.close();
  }
};
