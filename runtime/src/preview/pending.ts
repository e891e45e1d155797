// What is staged, as it stands: for every connector exactly what an export would send, and what the guards say to it.
import { createHash } from 'node:crypto';
import { canonicalJson } from '../plan/index.js';
import {
  changesetOf,
  type GuardSettings,
  guardsFor,
  hashOfChangeset,
  type ItemSelection,
  judge,
  type Space,
  selectItems,
  type Verdict,
} from '../runs/index.js';
import { type PreviewedOperation, previewedOperations } from './changes.js';
import { type ChangeGroup, groupsOf } from './groups.js';

export interface PreviewOptions {
  /** The time of the preview: what waits until later is left out, as an export now would. */
  readonly at: number;
  readonly guards: GuardSettings;
  readonly selection: ItemSelection;
  /** Only this connector. */
  readonly connector?: string;
}

export interface PreviewedConnector {
  readonly connector: string;
  /** Names exactly these operations: `approve` and `export --changeset` take it. */
  readonly changeset: string;
  readonly operations: readonly PreviewedOperation[];
  readonly groups: readonly ChangeGroup[];
  /** Staged operations that an export now would not send: not their time, or not selected. */
  readonly left: number;
  readonly verdict: Verdict;
}

export interface Preview {
  /** Hash of the plan. */
  readonly plan: string;
  /** The state that was looked at. It moves with every import and synchronisation. */
  readonly stamp: string;
  readonly connectors: readonly PreviewedConnector[];
}

/** Reads what is staged; changes nothing. Connectors for which nothing is staged are left out. */
export const previewPending = async (space: Space, options: PreviewOptions): Promise<Preview> => {
  const connectors: PreviewedConnector[] = [];
  for (const name of space.connectors.keys()) {
    if ((options.connector ?? name) !== name) continue;
    const previewed = await previewConnector(space, name, options);
    if (previewed.operations.length + previewed.left > 0) connectors.push(previewed);
  }
  return { plan: space.plan.hash, stamp: await stampOf(space), connectors };
};

const previewConnector = async (
  space: Space,
  connector: string,
  { at, guards, selection }: PreviewOptions,
): Promise<PreviewedConnector> => {
  const { items, waiting } = await changesetOf(space, connector, at);
  const selected = selectItems(items, selection);
  const operations = await previewedOperations(space, selected);
  return {
    connector,
    changeset: hashOfChangeset(
      connector,
      operations.map(({ canonical }) => canonical),
    ),
    operations,
    groups: groupsOf(operations),
    left: waiting.length + items.length - selected.length,
    verdict: await judge(space, connector, { items: selected, guards: guardsFor(guards, connector) }),
  };
};

/** Equal stamps: no import and no synchronisation in between. */
export const stampOf = async ({ store }: Space): Promise<string> => {
  const { plan, lastSync, unfinished } = await store.space();
  const connectors = (await store.connectorStates()).map(({ connector, generation }) => ({ connector, generation }));
  const state = canonicalJson({ plan, lastSync, unfinished: unfinished?.at, connectors });
  return createHash('sha256').update(state).digest('hex').slice(0, 16);
};
