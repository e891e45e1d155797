// Guards: what must hold before anything of a changeset is sent (engine specification, 8.2).
import type { Item } from './export/changeset.js';
import { RunFault } from './fault.js';
import { requireFullImports, type Space } from './space.js';

export interface Guards {
  readonly deletes: {
    /** More deletions than this stop the export. */
    readonly count: number;
    /** More than this part of the linked objects, in percent, stops it too. */
    readonly percent: number;
  };
}

export const DEFAULT_GUARDS: Guards = { deletes: { count: 500, percent: 10 } };

/** A percentage of so few objects says nothing. */
const FEWEST_FOR_PERCENT = 20;

/** What a changeset would do, in figures. */
export interface Figures {
  readonly adds: number;
  readonly updates: number;
  readonly renames: number;
  readonly deletes: number;
  /** Objects of the connector that are linked now. */
  readonly linked: number;
}

export const figuresOf = (items: readonly Item[], linked: number): Figures => {
  const count = (holds: (item: Item) => boolean): number => items.filter(holds).length;
  return {
    adds: count(({ operation }) => operation.kind === 'add'),
    updates: count(({ operation }) => operation.kind === 'update'),
    renames: count(({ operation }) => operation.kind === 'update' && operation.name !== undefined),
    deletes: count(({ operation }) => operation.kind === 'delete'),
    linked,
  };
};

/** What each guard that trips says; nothing where all let the changeset pass. */
export const trippedGuards = ({ deletes, linked }: Figures, guards: Guards): readonly string[] => {
  const { count, percent } = guards.deletes;
  const share = linked === 0 ? 0 : (deletes * 100) / linked;
  const findings: string[] = [];
  if (deletes > count) findings.push(`${deletes} deletions are more than the ${count} that are allowed`);
  if (linked >= FEWEST_FOR_PERCENT && share > percent) {
    findings.push(
      `${deletes} deletions are ${share.toFixed(1)} % of ${linked} linked objects, more than the ${percent} % that are allowed`,
    );
  }
  return findings;
};

/** Throws where the state of the spaces does not allow an export at all. */
export const requireExportable = async (space: Space, connector: string): Promise<void> => {
  const state = await space.store.space();
  if (state.unfinished) {
    throw new RunFault(
      'unfinished-sync',
      `Nothing can be exported to “${connector}” now: a synchronisation began and did not end. Finish it: syncrule sync`,
    );
  }
  await requireFullImports(space, `Nothing can be exported to “${connector}” yet`);
  if (state.plan !== space.plan.hash) {
    throw new RunFault(
      'plan-mismatch',
      `What is staged for “${connector}” was computed by another plan than the one that is loaded now. Synchronise first: syncrule sync --full`,
    );
  }
};

export const stoppedByGuard = (connector: string, findings: readonly string[]): RunFault =>
  new RunFault(
    'stopped-by-guard',
    `Nothing was sent to “${connector}”: ${findings.join('; ')}. If this is intended, raise guards.deletes in syncrule.config.json for one run.`,
  );
