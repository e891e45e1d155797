// What steps of this workspace run on.
import { keepPolicy, retryPolicy } from '../config/index.js';
import type { Runtime } from '../runs/index.js';
import type { Workspace } from './workspace.js';

/** As the configuration says; `staging` and `watch` are the command's own. */
export const runtimeOf = (
  { io, loaded, space, machine, connect }: Workspace,
  own: { readonly staging?: boolean | undefined; readonly watch?: Runtime['watch'] } = {},
): Runtime => ({
  space,
  machine,
  connect,
  clock: io.clock,
  guards: loaded.config.guards ?? {},
  retry: retryPolicy(loaded.config),
  keep: keepPolicy(loaded.config),
  staging: own.staging ?? loaded.config.staging ?? false,
  signal: io.signal,
  ...(own.watch ? { watch: own.watch } : {}),
});
