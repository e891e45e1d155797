// Export to one connector: its staged operations in order, in batches, with each outcome recorded (engine specification, 8).
import type { Connector } from '../../connectors/index.js';
import type { Approval, Operation } from '../../store/index.js';
import { RunFault } from '../fault.js';
import { type GuardSettings, guardsFor, requireExportable } from '../guards/index.js';
import { IdSource } from '../import/session.js';
import { breathe, type OnProgress, silent } from '../progress.js';
import { DEFAULT_RETRY, type RetryPolicy } from '../retry.js';
import { connectorOf, type Space } from '../space.js';
import { type Statistics, Tally } from '../statistics.js';
import { changesetOf } from './changeset.js';
import { deliver } from './deliver.js';
import { listedErrors } from './errors.js';
import { closeManifest, freeze } from './freeze.js';
import type { HeldBack } from './held-back.js';
import type { Item } from './item.js';
import { decideUnanswered } from './look-up.js';
import { inOrder, type Step } from './order.js';
import { renamedContainers } from './present-names.js';
import { EVERYTHING, type ItemSelection } from './selection.js';
import type { ExportSession } from './session.js';

export interface ExportOptions {
  readonly at: number;
  /** What differs from the default limits. */
  readonly guards?: GuardSettings;
  /** Only a part of the changeset. */
  readonly selection?: ItemSelection;
  /** Refuses any other changeset than the one whose hash begins like this. */
  readonly changeset?: string;
  /** When what failed for now is sent again. */
  readonly retry?: RetryPolicy;
  readonly signal?: AbortSignal;
  readonly progress?: OnProgress;
}

export interface ExportReport {
  readonly statistics: Statistics;
  /** Operations that stay staged: they wait for a time, an import, or an object that is not there yet. */
  readonly waiting: number;
  /** Under which it was sent, where guards would have stopped it. */
  readonly approval: Approval | undefined;
}

/** A file is rewritten once for each batch, and what is in a batch is unknown if the process dies. */
const BATCH = 1000;

/**
 * Sends what is staged for a connector. Throws {@link RunFault} before anything is sent where the state or a guard does
 * not allow it, and between two batches when it is interrupted; whatever was sent is recorded.
 */
export const exportConnector = async (
  space: Space,
  name: string,
  system: Connector,
  options: ExportOptions,
): Promise<ExportReport> => {
  requireExport(space, name, system);
  await requireExportable(space, name);
  const before = await changesetOf(space, name, options.at);
  const frozen = await freeze(space, name, before, freezeOptions(name, options));
  const staged = [...before.items.map(({ operation }) => operation), ...before.waiting];
  const session = await begin(space, name, system, { ...options, staged, held: before.held });
  const changeset = (await decideUnanswered(session)) ? await changesetOf(space, name, options.at) : before;
  await sendAll(session, changeset.items.filter(frozen.lists), options);
  await closeManifest(space, name);
  const waiting = await stagedOperations(space, name);
  session.tally.count('export-waiting', waiting);
  return { statistics: session.tally.statistics, waiting, approval: frozen.approval };
};

const freezeOptions = (name: string, { at, guards = {}, selection = EVERYTHING, changeset }: ExportOptions) => ({
  at,
  guards: guardsFor(guards, name),
  selection,
  ...(changeset === undefined ? {} : { boundTo: changeset }),
});

const requireExport = (space: Space, name: string, system: Connector): void => {
  connectorOf(space, name);
  if (!system.capabilities.export) {
    throw new RunFault('not-supported', `The connector “${name}” cannot be exported to.`);
  }
};

interface Staged {
  readonly staged: readonly Operation[];
  readonly held: readonly HeldBack[];
}

const begin = async (
  space: Space,
  name: string,
  system: Connector,
  { at, retry = DEFAULT_RETRY, staged, held }: ExportOptions & Staged,
): Promise<ExportSession> => {
  const connector = connectorOf(space, name);
  const errors = await listedErrors(space, name, staged);
  errors.await(name, held);
  await space.store.commit({ errors: errors.takeChanges(at) });
  const ids = new IdSource((await space.store.nextIds()).object);
  return { space, connector, system, at, retry, tally: new Tally(), errors, ids };
};

/** Everything but the last deletes; then references that became possible; then the deletes. */
const sendAll = async (
  session: ExportSession,
  items: readonly Item[],
  { signal, progress = silent }: ExportOptions,
): Promise<void> => {
  const steps = inOrder(items);
  const deletes = steps.length - trailingDeletes(steps);
  const containers = await renamedContainers(session.space.store, session.connector, items);
  const run = new Sending(session, { containers, total: items.length, progress, signal });
  const later = await run.pass(steps.slice(0, deletes), 0);
  const possible = later.filter(({ operation, object }) => operation.kind === 'add' || object?.anchor !== undefined);
  await run.pass(
    possible.map((item): Step => ({ item, after: [] })),
    steps.length,
  );
  await run.pass(steps.slice(deletes), deletes);
};

const stagedOperations = async (space: Space, connector: string): Promise<number> => {
  let count = 0;
  for await (const _ of space.store.operations(connector)) count += 1;
  return count;
};

const trailingDeletes = (steps: readonly Step[]): number => {
  const fromTheEnd = steps.toReversed().findIndex(({ item }) => item.operation.kind !== 'delete');
  return fromTheEnd < 0 ? steps.length : fromTheEnd;
};

class Sending {
  #done = 0;
  /** Places of what was not carried out: what must come after it stays staged. */
  readonly #failed = new Set<number>();

  constructor(
    private readonly session: ExportSession,
    private readonly sending: {
      /** Renames of what others stand below. */
      readonly containers: ReadonlySet<Item>;
      readonly total: number;
      readonly progress: OnProgress;
      readonly signal: AbortSignal | undefined;
    },
  ) {}

  /** Sends steps in batches; `firstPlace`: the place of the first of them. Gives what waits for other objects. */
  async pass(steps: readonly Step[], firstPlace: number): Promise<readonly Item[]> {
    const later: Item[] = [];
    for (let at = 0; at < steps.length; ) {
      this.#stopIfAsked();
      const batch = upTo(batchFrom(steps, at, firstPlace), this.sending.containers);
      later.push(...(await this.#send(batch, firstPlace + at)));
      at += batch.length;
      await this.#report(batch.length);
    }
    return later;
  }

  async #send(batch: readonly Step[], place: number): Promise<readonly Item[]> {
    const ready = batch.filter(({ after }) => !after.some((other) => this.#failed.has(other))).map(({ item }) => item);
    const { done, later } = await deliver(this.session, ready);
    batch.forEach(({ item }, index) => {
      if (!done.has(item)) this.#failed.add(place + index);
    });
    return later;
  }

  async #report(sent: number): Promise<void> {
    this.#done += sent;
    const { progress, total } = this.sending;
    progress({ phase: 'export', done: Math.min(this.#done, total), total });
    await breathe();
  }

  #stopIfAsked(): void {
    if (!this.sending.signal?.aborted) return;
    const { connector } = this.session;
    throw new RunFault(
      'interrupted',
      `The export to “${connector.name}” was interrupted after ${this.#done} operations. What was sent is recorded; the rest stays staged.`,
      { [connector.name]: this.session.tally.statistics },
    );
  }
}

/** As many as fit, but never one with something that must be done before it. */
const batchFrom = (steps: readonly Step[], from: number, firstPlace: number): readonly Step[] => {
  const rest = steps.slice(from, from + BATCH);
  const cut = rest.findIndex((step, index) => index > 0 && step.after.some((place) => place >= firstPlace + from));
  return cut < 0 ? rest : rest.slice(0, cut);
};

/** The batch ends where something is renamed that others stand below: what follows calls them by their new names. */
const upTo = (batch: readonly Step[], ends: ReadonlySet<Item>): readonly Step[] => {
  const end = ends.size === 0 ? -1 : batch.findIndex(({ item }) => ends.has(item));
  return end < 0 ? batch : batch.slice(0, end + 1);
};
