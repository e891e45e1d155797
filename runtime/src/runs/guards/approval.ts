// Approving: somebody looked at a changeset that guards stop, and lets exactly this one pass, once.
import type { Approval } from '../../store/index.js';
import { changesetOf } from '../export/changeset.js';
import { hashOfItems } from '../export/freeze.js';
import { type ItemSelection, selectItems } from '../export/selection.js';
import { RunFault } from '../fault.js';
import type { Space } from '../space.js';
import { judge, type Verdict } from './judge.js';
import { type GuardSettings, guardsFor } from './settings.js';
import { requireExportable } from './state.js';

export interface ApproveRequest {
  /** Of a changeset as it is staged now, or its beginning. */
  readonly hash: string;
  readonly reason: string;
  readonly by: string;
  readonly at: number;
  readonly guards: GuardSettings;
  /** Narrows the changesets as the export will. */
  readonly selection: ItemSelection;
}

export interface Approved {
  readonly connector: string;
  readonly approval: Approval;
  readonly verdict: Verdict;
}

/** Records the approval, also in the history. Throws a {@link RunFault} where there is nothing that it could let pass. */
export const approve = async (space: Space, request: ApproveRequest): Promise<Approved> => {
  const { connector, hash, items } = await changesetWith(space, request);
  await requireExportable(space, connector);
  const verdict = await judge(space, connector, { items, guards: guardsFor(request.guards, connector) });
  if (verdict.findings.length === 0) {
    throw new RunFault(
      'not-approvable',
      `No guard stops the changeset ${hash.slice(0, 12)} of “${connector}”: it needs no approval. Send it: syncrule export ${connector}`,
    );
  }
  const { reason, by, at } = request;
  const guards = verdict.findings.map(({ guard, figure }) => ({ guard, figure }));
  const approval: Approval = { hash, guards, by, reason, at };
  await record(space, connector, approval);
  return { connector, approval, verdict };
};

const changesetWith = async (space: Space, { hash, at, selection }: ApproveRequest) => {
  const current: string[] = [];
  for (const connector of space.connectors.keys()) {
    const { items } = await changesetOf(space, connector, at);
    const selected = selectItems(items, selection);
    if (selected.length === 0) continue;
    const own = await hashOfItems(space, connector, selected);
    if (own.startsWith(hash)) return { connector, hash: own, items: selected };
    current.push(`${own.slice(0, 12)} of “${connector}”`);
  }
  throw new RunFault(
    'stale-changeset',
    `No changeset has the hash ${hash} now. ${current.length === 0 ? 'Nothing is staged.' : `There is ${current.join(', ')}.`} Look again: syncrule preview`,
  );
};

const record = async ({ store }: Space, connector: string, approval: Approval): Promise<void> => {
  const { by, reason, at, hash, guards } = approval;
  const state = (await store.connectorStates()).find((one) => one.connector === connector);
  if (!state) throw new Error(`bug: ${connector} has a changeset and was never imported`);
  const run = await store.beginRun({ step: 'approve', connector, startedAt: at });
  await store.commit({ connectors: [{ ...state, approval }] });
  const message = `${hash.slice(0, 12)} approved by ${by}: ${reason} (${guards.map(({ guard, figure }) => `${guard} ${figure}`).join(', ')})`;
  await store.endRun(run, { endedAt: at, status: 'success', statistics: {}, message });
};
