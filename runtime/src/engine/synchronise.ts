// A synchronisation from beginning to end (engine specification, section 5): views, rounds of settle, life and release,
// finish inbound, outbound. A full one looks at everything, a delta at what is marked; both compute the same.
import type { Mark, SpaceState, Store } from '../store/index.js';
import { objectId } from '../values/index.js';
import type { Machine } from './machine/machine.js';
import { type Activation, activate, activationOf, markDifference } from './phases/activation.js';
import { evaluateAll } from './phases/batches.js';
import { begin } from './phases/begin.js';
import { Findings } from './phases/findings.js';
import { finish } from './phases/finish.js';
import { judge } from './phases/judgement.js';
import { giveNames } from './phases/naming.js';
import { reportWaiting } from './phases/report.js';
import { leaveWaiting, settle } from './phases/settle.js';
import { stage } from './phases/stage.js';
import type { Counts } from './phases/statistics.js';
import { stageUnclaimed, tellSought } from './phases/unclaimed.js';
import { Session } from './session.js';
import { LookedAt } from './space/list-parts.js';
import { WorkingSet } from './space/working-set.js';

export interface SyncOptions {
  /** The time of the run, ms since 1970; not before the last one's. */
  readonly at: number;
  readonly mode: 'full' | 'delta';
  readonly signal?: AbortSignal | undefined;
  /** Awaited between two batches: a store that answers at once leaves a signal no other moment to arrive. */
  readonly breathe?: (() => Promise<void>) | undefined;
  /** How many objects are looked at together; 500 if not given. What comes out does not depend on it. */
  readonly batch?: number | undefined;
  /** Called when a phase begins; `done` of `total` where that is known. */
  readonly progress?: ((phase: string, done?: number, total?: number) => void) | undefined;
}

export interface SyncReport {
  readonly mode: 'full' | 'delta';
  readonly at: number;
  /** Counts by connector, or `metaverse`, and the field's names. */
  readonly statistics: Counts;
  /** Metaverse objects evaluated: how much was looked at. */
  readonly evaluated: number;
  /** It was interrupted before, and taken up. */
  readonly resumed: Resumed | undefined;
}

/** How far an unfinished synchronisation had come. */
export interface Resumed {
  /** Metaverse objects with which it was through. */
  readonly done: number;
  /** All of them, and the objects that may still become some. */
  readonly of: number;
}

/** A run that cannot start: what is the matter, and what to do. */
export class SyncRefused extends Error {
  constructor(
    readonly kind: 'clock-went-back' | 'full-import-required',
    message: string,
  ) {
    super(message);
    this.name = 'SyncRefused';
  }
}

/** Synchronises all connectors over all imports received so far. One that was interrupted is taken up with its own time. */
export const synchronise = async (store: Store, machine: Machine, options: SyncOptions): Promise<SyncReport> => {
  const before = await store.space();
  const unfinished = before.unfinished;
  const at = unfinished?.at ?? options.at;
  if (before.lastSync !== undefined && at < before.lastSync)
    throw new SyncRefused(
      'clock-went-back',
      `the last synchronisation ran at ${new Date(before.lastSync).toISOString()}, and the clock now says ${new Date(at).toISOString()}; set the clock right and try again`,
    );
  const activation = activationOf(before, machine.plan);
  const everything =
    options.mode === 'full' ||
    unfinished !== undefined ||
    (activation !== undefined && activation.difference === undefined);
  const space = await WorkingSet.over(store, options.batch);
  if (!everything && machine.valueWise.size > 0) space.lists = new LookedAt(machine.valueWise);
  const through = unfinished?.plan === machine.plan.hash ? await store.done() : undefined;
  const firstBorn = unfinished?.firstBorn ?? (await store.nextIds()).mv;
  const { signal, breathe } = options;
  const session = new Session({ machine, space, at, everything, firstBorn, through, signal, breathe });
  space.whenReloaded = () => session.trim();
  const meaning = activation?.meaning ?? before.meaning;
  const begun: SpaceState = { ...before, meaning, unfinished: { at, plan: machine.plan.hash, firstBorn } };
  await store.commit({
    renamedRules: activation?.difference?.renamed ?? new Map(),
    ...(through === undefined ? { clearDone: true } : {}),
    space: begun,
  });
  const resumed = through && (await howFar(store, machine, through.length));
  return run(store, session, begun, { ...options, activation, resumed });
};

interface Run extends SyncOptions {
  readonly activation: Activation | undefined;
  readonly resumed: Resumed | undefined;
}

const howFar = async (store: Store, machine: Machine, done: number): Promise<Resumed> => {
  const { mvs, objects, linked } = await store.counts();
  const waiting = [...machine.csTypes.values()].filter(({ inbound }) => inbound.some(({ projects }) => projects));
  const unborn = waiting.map(({ name }) => (objects[name] ?? 0) - (linked[name] ?? 0));
  return { done, of: sum([...Object.values(mvs), ...unborn]) };
};

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

const run = async (store: Store, session: Session, before: SpaceState, options: Run): Promise<SyncReport> => {
  const findings = await Findings.begin(session, store);
  const say = options.progress ?? (() => undefined);
  if (options.resumed !== undefined) say('resuming', options.resumed.done, options.resumed.of);
  say('reading');
  if (options.activation !== undefined) await activate(session, store);
  findings.comeDue(await store.due(session.at));
  await begin(session, store, findings);
  if (!session.everything && options.activation?.difference !== undefined)
    await markDifference(session, store, options.activation.difference);
  say('joining');
  await rounds(session, findings);
  say('flowing in');
  await finish(session, findings);
  await giveNames(session, findings);
  await tellSought(session);
  await reportWaiting(session, findings);
  say('flowing out');
  await stage(session, findings);
  await stageUnclaimed(session, findings);
  await removeGone(store, session);
  findings.countLinks(session);
  await store.commit({
    ...findings.changes(),
    clearMarks: true,
    clearDone: true,
    marks: unsettled(session),
    space: { ...before, plan: session.machine.plan.hash, lastSync: session.at, unfinished: undefined },
  });
  const looked = session.everything ? sum(Object.values((await store.counts()).mvs)) : session.touched.size;
  return {
    mode: session.everything ? 'full' : 'delta',
    at: session.at,
    statistics: findings.statistics.all,
    evaluated: looked - session.carried.restored.size,
    resumed: options.resumed,
  };
};

/** How many rounds settle, life and release may take. */
const ROUNDS = 10;

const rounds = async (session: Session, findings: Findings): Promise<void> => {
  for (let round = 1; round <= ROUNDS; round += 1) {
    session.changedInRound.clear();
    const settled = await settle(session, findings);
    const judged = await judge(session);
    if (!settled && !judged) return;
  }
  await withhold(session);
};

/** What the last round still changed did not settle: it is withheld, and looked at again in every synchronisation to come. */
const withhold = async (session: Session): Promise<void> => {
  await leaveWaiting(session);
  await evaluateAll(session, [...session.changedInRound], (id) => {
    const mv = session.space.mv(id);
    if (mv !== undefined) session.space.putMv(mv, { ...mv, notSettled: true });
  });
  await session.space.flush();
};

/** What is looked at again in the next synchronisation, whatever happens until then. */
const unsettled = (session: Session): readonly Mark[] => [...session.changedInRound].map((mv) => ({ mv }));

/** Objects that an import found gone are removed, now that everything has drawn its conclusions. */
const removeGone = async (store: Store, session: Session): Promise<void> => {
  let after = objectId(0);
  for (;;) {
    const ids = await session.space.objectIds(after, session.space.batch, 'gone');
    const last = ids.at(-1);
    if (last === undefined) return;
    await store.commit({ removedObjects: ids });
    after = last;
  }
};
