// How much of a program its tests reach, by file and kind of point.
import type { Point, PointKind } from './points.js';

export interface Share {
  readonly reached: number;
  readonly total: number;
}

export interface Shares {
  readonly rules: Share;
  readonly clauses: Share;
  readonly branches: Share;
}

export interface Coverage {
  readonly files: readonly (Shares & { readonly file: string; readonly missed: readonly Point[] })[];
  readonly total: Shares;
}

export const coverageOf = (points: readonly Point[], reached: ReadonlySet<string>): Coverage => {
  const files = [...new Set(points.map(({ place }) => place.file))].sort();
  return {
    files: files.map((file) => {
      const inFile = points.filter(({ place }) => place.file === file);
      const missed = inFile.filter(({ key }) => !reached.has(key)).sort(byPlace);
      return { file, ...sharesOf(inFile, reached), missed };
    }),
    total: sharesOf(points, reached),
  };
};

const byPlace = (a: Point, b: Point): number => a.place.line - b.place.line || a.place.column - b.place.column;

const sharesOf = (points: readonly Point[], reached: ReadonlySet<string>): Shares => {
  const share = (kind: PointKind): Share => {
    const ofKind = points.filter((point) => point.kind === kind);
    return { reached: ofKind.filter(({ key }) => reached.has(key)).length, total: ofKind.length };
  };
  return { rules: share('rule'), clauses: share('clause'), branches: share('branch') };
};

/** Percent, cut to one decimal so that 89.99 is not 90; 100 where there is nothing to reach. */
export const percent = ({ reached, total }: Share): number =>
  total === 0 ? 100 : Math.floor((reached * 1000) / total) / 10;

/** The kinds of which less is reached than the threshold asks, in percent. */
export const below = ({ total }: Coverage, threshold: number): readonly string[] =>
  (['rules', 'clauses', 'branches'] as const).filter((kind) => percent(total[kind]) < threshold);
