// Progress of long work on a terminal.
import { Presets, SingleBar } from 'cli-progress';
import { connectorOfStep, type OnProgress, type Progress, type Step, stepName } from '../runs/index.js';
import type { Io } from './io.js';

export interface ProgressDisplay {
  readonly watch: (step: Step) => OnProgress;
  /** Takes the bar away, so that something else can be printed. */
  readonly clear: () => void;
}

const FORMAT = '{name}  {bar}  {phase} {count}';
/** Short work needs no bar. */
const PATIENCE = 400;

/** A bar on standard error while it is a terminal; nothing otherwise. */
export const progressDisplay = ({ terminal, clock }: Io): ProgressDisplay => {
  let bar: SingleBar | undefined;
  const clear = (): void => {
    bar?.stop();
    bar = undefined;
  };
  const watch = (step: Step): OnProgress => {
    const name = [stepName(step), connectorOfStep(step)].filter(Boolean).join(' ');
    const begun = clock();
    return (progress) => {
      if (!terminal.err || clock() - begun < PATIENCE) return;
      if (!bar) {
        bar = new SingleBar({ format: FORMAT, clearOnComplete: true, hideCursor: false }, Presets.shades_classic);
        bar.start(1, 0, { name, phase: progress.phase, count: '' });
      }
      bar.setTotal(Math.max(progress.total, progress.done, 1));
      bar.update(progress.done, { name, phase: progress.phase, count: countText(progress) });
    };
  };
  return { watch, clear };
};

const countText = ({ done, total }: Progress): string => {
  if (done === 0 && total === 0) return '';
  return total > 0 ? `${done}/${total}` : String(done);
};
