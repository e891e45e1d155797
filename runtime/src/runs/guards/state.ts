// States of the spaces in which nothing can be exported at all, whoever approves it.
import { RunFault } from '../fault.js';
import { requireFullImports, type Space } from '../space.js';

/** Throws where the state of the spaces does not allow an export. */
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
