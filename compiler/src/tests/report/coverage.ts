// Coverage for people: a line for each file, and what no test reaches.
import { paintFor } from '../../diagnostics/index.js';
import { type Coverage, percent, type Share, type Shares } from '../coverage/coverage.js';
import { placeText } from '../result.js';
import type { TextOptions } from './text.js';

/** Ends with a line end. */
export const coverageText = ({ files, total }: Coverage, { colour }: TextOptions): string => {
  const paint = paintFor(colour);
  const width = Math.max(8, ...files.map(({ file }) => file.length));
  const line = (name: string, shares: Shares): string =>
    `${name.padEnd(width)} ${[shares.rules, shares.clauses, shares.branches].map((share) => shareText(share).padStart(16)).join('')}`;
  const head = `${'coverage'.padEnd(width)} ${['rules', 'clauses', 'branches'].map((word) => word.padStart(16)).join('')}`;
  const missed = files.flatMap((file) => file.missed.map(({ place, text }) => `  ${placeText(place)}  ${text}`));
  return [
    paint('bold', head),
    ...files.map((file) => line(file.file, file)),
    line('total', total),
    ...(missed.length === 0 ? [] : ['', paint('yellow', 'not reached by any test:'), ...missed]),
    '',
  ].join('\n');
};

const shareText = (share: Share): string =>
  `${share.reached}/${share.total} ${percent(share).toFixed(1).padStart(6)} %`;
