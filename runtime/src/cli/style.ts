// Colours, where a terminal shows them and nobody asked not to.
import type { Io } from './io.js';

export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** Colours for stdout: none for pipes, with `NO_COLOR` (no-color.org) or on a terminal that is dumb. */
export const styleFor = ({ env, terminal }: Io): Style => {
  const wanted = terminal.out && !env.NO_COLOR && env.TERM !== 'dumb';
  const wrap = (on: number, off: number) => (text: string) => (wanted ? `\u001b[${on}m${text}\u001b[${off}m` : text);
  return {
    bold: wrap(1, 22),
    dim: wrap(2, 22),
    red: wrap(31, 39),
    green: wrap(32, 39),
    yellow: wrap(33, 39),
    cyan: wrap(36, 39),
  };
};
