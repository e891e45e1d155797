// Freezing a changeset: what exactly is sent, and whether it may be. Nothing is added to it afterwards.
import type { Approval, ConnectorState, Manifest, Operation } from '../../store/index.js';
import { RunFault } from '../fault.js';
import { GuardStop } from '../guards/fault.js';
import { type GuardFinding, judge, type Verdict } from '../guards/judge.js';
import type { Guards } from '../guards/settings.js';
import type { Space } from '../space.js';
import { canonicalOperations, hashOfChangeset } from './canonical.js';
import type { Changeset } from './changeset.js';
import type { Item } from './item.js';
import { type ItemSelection, isEverything, selectItems, selectionText } from './selection.js';

export interface FreezeOptions {
  readonly guards: Guards;
  readonly selection: ItemSelection;
  /** The hash, or its beginning, that the changeset must have. */
  readonly boundTo?: string;
  readonly at: number;
}

export interface Frozen {
  /** Whether an operation, as it is staged now, is one of those that may be sent. */
  readonly lists: (item: Item) => boolean;
  /** Under which it is sent, where guards would have stopped it. */
  readonly approval: Approval | undefined;
}

/** Hash of what would be sent. */
export const hashOfItems = async (space: Space, connector: string, items: readonly Item[]): Promise<string> =>
  hashOfChangeset(connector, await canonicalOperations(space, items));

/**
 * Freezes a changeset and records that it passed. Throws a {@link GuardStop} where guards stop it and nobody approved
 * exactly this, and a {@link RunFault} where it is not what it is bound to.
 */
export const freeze = async (
  space: Space,
  connector: string,
  changeset: Changeset,
  options: FreezeOptions,
): Promise<Frozen> => {
  const state = (await space.store.connectorStates()).find((one) => one.connector === connector);
  if (!state) throw new Error(`bug: ${connector} is exported to before it was imported`);
  const { lastSync = 0 } = await space.store.space();
  const manifest = manifestToContinue(state, lastSync, options);
  if (manifest) return { lists: listedIn(manifest), approval: manifest.approval };
  const items = selectItems(changeset.items, options.selection);
  const bound = await requireBound(space, connector, items, options.boundTo);
  const verdict = await judge(space, connector, { items, guards: options.guards });
  const approval = await approvalFor(space, { connector, items, verdict, state });
  const keys = new Set(items.map(itemKey));
  const left = [...changeset.items.map(({ operation }) => operation), ...changeset.waiting]
    .map(operationKey)
    .filter((key) => !keys.has(key));
  const hash = approval?.hash ?? bound;
  const passage = {
    ...(approval ? { approval } : {}),
    ...(hash === undefined ? {} : { hash }),
    lastSync,
    selection: selectionText(options.selection),
  };
  const whole = isEverything(options.selection) && items.length > 0;
  const { approval: pending, manifest: _, ...rest } = state;
  await space.store.commit({
    connectors: [
      {
        ...rest,
        ...(whole ? { passed: { plan: space.plan.hash, at: options.at, sources: verdict.sources } } : {}),
        ...(approval === undefined && pending ? { approval: pending } : {}),
        ...(items.length > 0 ? { manifest: { ...passage, ...extentOf([...keys], left) } } : {}),
      },
    ],
  });
  return { lists: (item) => keys.has(itemKey(item)), approval };
};

/** The export under a manifest has ended: what of it is still staged needs to pass anew. */
export const closeManifest = async ({ store }: Space, connector: string): Promise<void> => {
  const state = (await store.connectorStates()).find((one) => one.connector === connector);
  if (!state?.manifest) return;
  const { manifest: _, ...rest } = state;
  await store.commit({ connectors: [rest] });
};

/** The same for the operation that stays when a part of it was sent. */
const operationKey = ({ mv, slot, object }: Operation): string =>
  mv === undefined ? `o${object ?? ''}` : `m${mv} ${slot.type} ${slot.account ?? ''}`;

const itemKey = ({ operation }: Item): string => operationKey(operation);

/** Nothing was staged anew since it was frozen, and the same is asked for. */
const manifestToContinue = (
  { manifest }: ConnectorState,
  lastSync: number,
  { selection, boundTo }: FreezeOptions,
): Manifest | undefined => {
  if (manifest?.lastSync !== lastSync || manifest.selection !== selectionText(selection)) return undefined;
  return boundTo === undefined || manifest.hash?.startsWith(boundTo) ? manifest : undefined;
};

const listedIn = ({ lists, keys }: Manifest): Frozen['lists'] => {
  const known = new Set(keys);
  return (item) => known.has(itemKey(item)) === (lists === 'sent');
};

const extentOf = (sent: readonly string[], left: readonly string[]): Pick<Manifest, 'lists' | 'keys'> =>
  left.length < sent.length ? { lists: 'left', keys: left } : { lists: 'sent', keys: sent };

/** The hash, if the changeset is bound to one; throws where it has another. */
const requireBound = async (
  space: Space,
  connector: string,
  items: readonly Item[],
  boundTo: string | undefined,
): Promise<string | undefined> => {
  if (boundTo === undefined) return undefined;
  const hash = await hashOfItems(space, connector, items);
  if (hash.startsWith(boundTo)) return hash;
  throw new RunFault(
    'stale-changeset',
    `Nothing was sent to “${connector}”: what is staged is not the changeset ${boundTo} any more, but ${hash.slice(0, 12)} with ${items.length} operation(s). Look again: syncrule preview --connector ${connector}`,
  );
};

interface Judged {
  readonly connector: string;
  readonly items: readonly Item[];
  readonly verdict: Verdict;
  readonly state: ConnectorState;
}

/** The approval under which it passes; nothing where it passes without. */
const approvalFor = async (
  space: Space,
  { connector, items, verdict, state: { approval } }: Judged,
): Promise<Approval | undefined> => {
  if (verdict.findings.length === 0) return undefined;
  const hash = await hashOfItems(space, connector, items);
  if (approval?.hash === hash && covers(approval, verdict.findings)) return approval;
  throw new GuardStop(connector, hash, verdict);
};

/** Everything that the guards say was said when it was approved, and it is not worse now. */
const covers = ({ guards }: Approval, findings: readonly GuardFinding[]): boolean =>
  findings.every(({ guard, figure }) => guards.some((known) => known.guard === guard && figure <= known.figure));
