// A program of this folder over real connectors, in a directory of its own: as an operator would set it up.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileProgram, diskHost, readProgram } from '@syncrule/compiler/workspace';
import { loadConfig, openConfigured } from '@syncrule/runtime/config';
import { type Plan, planText } from '@syncrule/runtime/plan';
import { DEFAULT_GUARDS, openSpace, type Runtime, runSteps, type Step, type StepReport } from '@syncrule/runtime/runs';
import type { EngineError, Operation, Store } from '@syncrule/runtime/store';
import { openSqliteStore } from '@syncrule/runtime/store/sqlite';

export interface Setting {
  /** Folder below `programs`. */
  readonly program: string;
  /** Texts of files, by name: read from the corpus. */
  readonly files: Readonly<Record<string, string>>;
  /** The connectors of `syncrule.config.json`, without their schemas: those are `schemas/<name>.json`. */
  readonly connectors: Readonly<Record<string, { readonly kind: string; readonly settings: object }>>;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Installation {
  readonly directory: string;
  readonly plan: Plan;
  readonly store: Store;
  /** Runs steps; each must succeed. Gives the counts of all of them together, by name. */
  run(...steps: readonly Step[]): Promise<Readonly<Record<string, number>>>;
  staged(): Promise<readonly Operation[]>;
  errors(): Promise<readonly EngineError[]>;
  close(): Promise<void>;
}

export const fullImport = (connector: string): Step => ({ import: connector, mode: 'full' });
export const SYNC: Step = { sync: 'delta' };

export const install = async ({ program, files, connectors, environment = {} }: Setting): Promise<Installation> => {
  const directory = await mkdtemp(join(tmpdir(), 'syncrule-corpus-'));
  await cp(fileURLToPath(new URL(`./programs/${program}`, import.meta.url)), directory, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  const plan = compiled(directory);
  await writeFile(join(directory, 'plan.json'), planText(plan));
  const configured = Object.entries(connectors).map(([name, { kind, settings }]) => [
    name,
    { kind, schema: `schemas/${name}.json`, settings },
  ]);
  await writeFile(
    join(directory, 'syncrule.config.json'),
    JSON.stringify({ plan: 'plan.json', store: 'space.db', connectors: Object.fromEntries(configured) }),
  );
  const config = await loadConfig('syncrule.config.json', directory);
  const store = await openSqliteStore({ file: join(directory, 'space.db') });
  const opened = await openSpace(plan, store);
  const runtime: Runtime = {
    ...opened,
    connect: (name) => openConfigured(config, name, { env: environment }),
    clock: () => Date.now(),
    guards: DEFAULT_GUARDS,
  };
  return {
    directory,
    plan,
    store,
    run: async (...steps) => counted(await runSteps(runtime, steps)),
    staged: async () => {
      const operations: Operation[] = [];
      for await (const operation of store.operations()) operations.push(operation);
      return operations;
    },
    errors: async () => (await store.errors({ limit: 10_000 })).map(({ error }) => error),
    close: async () => {
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
};

const compiled = (directory: string): Plan => {
  const { plan, diagnostics } = compileProgram(readProgram(diskHost(directory)));
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (plan === undefined || errors.length > 0)
    throw new Error(errors.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return plan;
};

const counted = (reports: readonly StepReport[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { step, status, message, statistics } of reports) {
    if (status !== 'success') throw new Error(`${JSON.stringify(step)}: ${status}: ${message}`);
    for (const names of Object.values(statistics))
      for (const [name, count] of Object.entries(names)) counts[name] = (counts[name] ?? 0) + count;
  }
  return counts;
};
