// What every command works on: the configuration, its plan, the store and the spaces in it.
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type LoadedConfig, loadConfig, openConfigured } from '../config/index.js';
import type { Connector } from '../connectors/index.js';
import type { Machine } from '../engine/index.js';
import { Secrets } from '../logging/index.js';
import { openSpace, type Space } from '../runs/index.js';
import { openSqliteStore } from '../store/sqlite/index.js';
import type { Io } from './io.js';

export interface Workspace {
  readonly io: Io;
  readonly loaded: LoadedConfig;
  readonly space: Space;
  readonly machine: Machine;
  /** Opens a configured connector; whoever does closes it. */
  readonly connect: (name: string) => Promise<Connector>;
  /** What this process read that no text of it may show. */
  readonly secrets: Secrets;
}

export interface WorkspaceOptions {
  readonly config: string;
  /** Whether the command changes the store; others may look at it at the same time. */
  readonly write: boolean;
  /** Where secrets are kept that this process reads; its own if not given. */
  readonly secrets?: Secrets;
}

/** Opens everything, hands it to `use` and closes it again. */
export const withWorkspace = async <T>(
  io: Io,
  { config, write, secrets = new Secrets() }: WorkspaceOptions,
  use: (workspace: Workspace) => Promise<T>,
): Promise<T> => {
  const loaded = await loadConfig(config, io.cwd);
  const file = resolve(loaded.directory, loaded.config.store);
  if (write) await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const store = await openSqliteStore({ file, readonly: !write });
  try {
    const connect = (name: string): Promise<Connector> => openConfigured(loaded, name, { env: io.env, secrets });
    return await use({ io, loaded, connect, secrets, ...(await openSpace(loaded.plan, store)) });
  } finally {
    await store.close();
  }
};
