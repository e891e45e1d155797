// Evaluating in batches: what misses something is evaluated again once everything that the batch missed is loaded.
import { type MvId, mvId } from '../../values/index.js';
import { Interrupted, type Session } from '../session.js';
import type { Ids } from '../space/id-set.js';
import { MISS } from '../space/miss.js';

/**
 * Loads what is wanted, then calls `evaluate` for each item until none misses anything. It must read before it writes: a call that misses is
 * repeated from its beginning.
 */
export const evaluateAll = async <T>(
  session: Session,
  items: Iterable<T>,
  evaluate: (item: T) => void,
): Promise<void> => {
  let todo: Iterable<T> = items;
  for (;;) {
    if (session.space.missing) await session.space.fetch();
    const again: T[] = [];
    for (const item of todo) {
      try {
        evaluate(item);
      } catch (thrown) {
        if (thrown !== MISS) throw thrown;
        again.push(item);
      }
    }
    if (again.length === 0) return;
    todo = again;
  }
};

/** Evaluates items in batches, however many there are: what a batch has loaded is not kept for those that follow. */
export const evaluateEach = async <T>(
  session: Session,
  items: Iterable<T>,
  evaluate: (item: T) => void,
  wanted: (batch: readonly T[]) => void = () => undefined,
): Promise<void> => {
  for (const batch of batchesOf(items, session.space.batch)) {
    wanted(batch);
    await evaluateAll(session, batch, evaluate);
    await betweenBatches(session);
  }
};

/** Evaluates one thing, loading what it misses. */
export const evaluateOne = async <R>(session: Session, evaluate: () => R): Promise<R> => {
  for (;;) {
    try {
      return evaluate();
    } catch (thrown) {
      if (thrown !== MISS) throw thrown;
    }
    await session.space.fetch();
  }
};

/** Evaluates one thing if nothing is missing; `undefined`: something is. */
export const attempt = <R>(evaluate: () => R): R | undefined => {
  try {
    return evaluate();
  } catch (thrown) {
    if (thrown === MISS) return undefined;
    throw thrown;
  }
};

/** Cuts a list into batches. */
export function* batchesOf<T>(items: Iterable<T>, size: number): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Between batches: commits, forgets what is too much to keep, and lets others go on. Throws where the run is interrupted. */
export const betweenBatches = async (session: Session): Promise<void> => {
  await session.space.flush();
  if (await session.space.trim()) session.trim();
  await session.breathe();
  if (!session.isInterrupted) return;
  await session.space.makeLasting();
  throw new Interrupted();
};

/** The metaverse objects to evaluate, in batches of ids, with what they are linked to. */
export const touchedBatches = (session: Session): AsyncGenerator<readonly MvId[]> =>
  mvBatches(session, session.touched);

/** These metaverse objects, or all that are asked for, in batches of ascending ids; with what they are linked to. */
export async function* mvBatches(
  session: Session,
  which: 'all' | Ids<MvId>,
  isAsked: (id: MvId) => boolean = () => true,
): AsyncGenerator<readonly MvId[]> {
  if (which !== 'all') {
    for (const ids of batchesOf(which, session.space.batch)) {
      await session.space.loadMvs(ids);
      yield ids;
    }
    return;
  }
  await session.space.flush();
  let after = mvId(0);
  for (;;) {
    const ids = await session.space.mvIds(after, session.space.batch);
    const last = ids.at(-1);
    if (last === undefined) return;
    const asked = ids.filter(isAsked);
    await session.space.loadMvs(asked);
    if (asked.length > 0) yield asked;
    after = last;
  }
}
