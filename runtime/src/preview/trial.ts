// What would change if a synchronisation ran now, or later, or by other rules: it runs on a branch of the store, the same
// way as it will in earnest, and what it stages is compared with what is staged already.
import { type Counts, type Machine, synchronise } from '../engine/index.js';
import { canonicalJson } from '../plan/index.js';
import {
  type DescribedError,
  describeErrors,
  errorCounts,
  RunFault,
  requireFullImports,
  type Space,
} from '../runs/index.js';
import { type Preview, type PreviewOptions, previewPending, stampOf } from './pending.js';

export interface TrialOptions extends PreviewOptions {
  readonly signal?: AbortSignal;
  readonly progress?: (phase: string) => void;
}

export interface Trial extends Preview {
  /** Of the synchronisation, by connector or `metaverse`, and the field's names. */
  readonly statistics: Counts;
  /** By connector: how many of its operations are staged already, and how many that are staged now would not be any more. */
  readonly staged: Readonly<Record<string, { readonly already: number; readonly dropped: number }>>;
  readonly errors: {
    /** By kind, as they are and as they would be. */
    readonly before: Readonly<Record<string, number>>;
    readonly after: Readonly<Record<string, number>>;
    /** Those that would be new, at most a thousand. */
    readonly found: readonly DescribedError[];
  };
}

const MOST_FOUND = 1000;

/**
 * Synchronises a branch and previews it. `space` and `machine` are those of the branch, whose store is written to. Throws
 * a {@link RunFault} where the state does not allow a synchronisation.
 */
export const previewTrial = async (space: Space, machine: Machine, options: TrialOptions): Promise<Trial> => {
  const { store } = space;
  if ((await store.space()).unfinished) {
    throw new RunFault(
      'unfinished-sync',
      'There is nothing to try from: a synchronisation began and did not end. Finish it: syncrule sync',
    );
  }
  await requireFullImports(space, 'Nothing can be said of these rules yet');
  const stamp = await stampOf(space);
  const before = { changes: linesOf(await previewPending(space, options)), errors: await errorCounts(store) };
  const { statistics } = await synchronise(store, machine, {
    at: options.at,
    mode: 'delta',
    signal: options.signal,
    progress: options.progress,
  });
  const preview = await previewPending(space, options);
  return {
    ...preview,
    stamp,
    statistics,
    staged: difference(before.changes, linesOf(preview)),
    errors: {
      before: before.errors,
      after: await errorCounts(store),
      found: await describeErrors(space, await store.errors({ since: options.at, limit: MOST_FOUND })),
    },
  };
};

type Lines = ReadonlyMap<string, ReadonlySet<string>>;

const linesOf = ({ connectors }: Preview): Lines =>
  new Map(
    connectors.map(({ connector, operations }) => [
      connector,
      new Set(operations.map(({ canonical }) => canonicalJson(canonical))),
    ]),
  );

const difference = (before: Lines, after: Lines): Trial['staged'] =>
  Object.fromEntries(
    [...new Set([...before.keys(), ...after.keys()])].map((connector) => {
      const was = before.get(connector) ?? new Set();
      const is = after.get(connector) ?? new Set();
      const already = [...is].filter((line) => was.has(line)).length;
      return [connector, { already, dropped: was.size - already }];
    }),
  );
