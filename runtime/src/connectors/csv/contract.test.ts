import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openConnector } from '../registry.js';
import { connectorContract } from '../testing/contract.js';
import { type ContractSystem, completed, keyedSchema, type ModelObject } from '../testing/system.js';

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

function cell(content: unknown): string {
  if (content === undefined) return '';
  if (content instanceof Uint8Array) return Buffer.from(content).toString('base64');
  return quoted(Array.isArray(content) ? content.join('|') : String(content));
}

function textOf(type: ModelObject['type'], objects: readonly ModelObject[]): string {
  const columns = Object.keys(keyedSchema.types[type]?.attributes ?? {});
  const rows = objects
    .filter((one) => one.type === type)
    .map((one) => columns.map((name) => cell(completed(one)[name])));
  return [columns, ...rows].map((row) => `${row.join(',')}\n`).join('');
}

connectorContract('CSV files', async (): Promise<ContractSystem> => {
  const directory = await mkdtemp(join(tmpdir(), 'syncrule-csv-contract-'));
  const settings = { files: { person: 'person.csv', group: 'group.csv' } };
  return {
    named: false,
    nameOf: (_, key) => key,
    keyOf: (reference) => ('anchor' in reference ? reference.anchor : reference.name),
    open: () =>
      openConnector('csv', settings, { name: 'files', schema: keyedSchema, directory, secret: async () => '' }),
    fill: async (objects) => {
      for (const type of ['person', 'group'] as const)
        await writeFile(join(directory, `${type}.csv`), textOf(type, objects));
    },
    stop: () => rm(directory, { recursive: true, force: true }),
  };
});
