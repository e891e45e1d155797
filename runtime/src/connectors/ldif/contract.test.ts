import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { escapeDnValue, parseDn } from '../../values/index.js';
import { openConnector } from '../registry.js';
import { connectorContract } from '../testing/contract.js';
import {
  type ContractSystem,
  completed,
  directorySchema,
  isReferenceAttribute,
  keyAttribute,
  type ModelObject,
} from '../testing/system.js';

const nameOf = (type: string, key: string): string => `${keyAttribute(type)}=${escapeDnValue(key)},dc=example`;

const line = (name: string, value: string | Uint8Array): string =>
  `${name}:: ${Buffer.from(value).toString('base64')}\n`;

function record(object: ModelObject, uuid: string): string {
  const lines = Object.entries(completed(object)).flatMap(([name, content]) => {
    const values = typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
    return values.map((value) => line(name, isReferenceAttribute(name) ? nameOf('person', String(value)) : value));
  });
  const classes = (directorySchema.types[object.type]?.objectClass ?? []).map((one) => `objectClass: ${one}\n`);
  return `${line('dn', nameOf(object.type, object.key))}${classes.join('')}entryUUID: ${uuid}\n${lines.join('')}\n`;
}

connectorContract('an LDIF file', async (): Promise<ContractSystem> => {
  const directory = await mkdtemp(join(tmpdir(), 'syncrule-ldif-contract-'));
  const settings = { path: 'directory.ldif', referentialIntegrity: false, changeLog: 'changes.ldif' };
  const uuids = new Map<string, string>();
  const uuidOf = (key: string): string => {
    const known = uuids.get(key) ?? randomUUID();
    uuids.set(key, known);
    return known;
  };
  return {
    named: true,
    nameOf,
    keyOf: (reference) => String('name' in reference ? parseDn(reference.name)?.[0]?.[0]?.value : ''),
    open: () =>
      openConnector('ldif', settings, { name: 'file', schema: directorySchema, directory, secret: async () => '' }),
    fill: async (objects) => {
      const records = objects.map((one) => record(one, uuidOf(one.key)));
      await writeFile(
        join(directory, 'directory.ldif'),
        `dn: dc=example\nobjectClass: domain\ndc: example\n\n${records.join('')}`,
      );
    },
    stop: () => rm(directory, { recursive: true, force: true }),
  };
});
