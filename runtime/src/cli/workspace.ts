// What every command works on: the configuration, its plan, the store and the spaces in it.
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type LoadedConfig, loadConfig } from '../config/index.js';
import type { Machine } from '../engine/index.js';
import { openSpace, type Space } from '../runs/index.js';
import { openSqliteStore } from '../store/sqlite/index.js';
import type { Io } from './io.js';

export interface Workspace {
  readonly io: Io;
  readonly loaded: LoadedConfig;
  readonly space: Space;
  readonly machine: Machine;
}

export interface WorkspaceOptions {
  readonly config: string;
  /** Whether the command changes the store; others may look at it at the same time. */
  readonly write: boolean;
}

/** Opens everything, hands it to `use` and closes it again. */
export const withWorkspace = async <T>(
  io: Io,
  { config, write }: WorkspaceOptions,
  use: (workspace: Workspace) => Promise<T>,
): Promise<T> => {
  const loaded = await loadConfig(config, io.cwd);
  const file = resolve(loaded.directory, loaded.config.store);
  if (write) await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const store = await openSqliteStore({ file, readonly: !write });
  try {
    return await use({ io, loaded, ...(await openSpace(loaded.plan, store)) });
  } finally {
    await store.close();
  }
};
