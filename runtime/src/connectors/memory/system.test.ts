// What a directory in memory does by itself: names, their attribute, and references follow each other.
import { expect, test } from 'vitest';
import type { SchemaFile } from '../../plan/schema-file.js';
import { exportAll } from '../testing/collect.js';
import { directorySchema } from '../testing/system.js';
import { openMemory } from './connector.js';
import { type MemoryObject, MemorySystem } from './system.js';

const person = (anchor: string, name: string, manager?: string): MemoryObject => ({
  type: 'person',
  anchor,
  name,
  values: new Map(manager === undefined ? [] : [['manager', [{ name: manager }]]]),
});

const directory = (referentialIntegrity: boolean): MemorySystem => {
  const system = new MemorySystem(directorySchema, { newAnchor: () => '9', referentialIntegrity });
  system.put(person('1', 'cn=Ada,ou=People,dc=x'));
  system.put(person('2', 'cn=Bob,ou=People,dc=x', 'CN=ada,OU=People,DC=x'));
  system.put({ type: 'group', anchor: '3', name: 'ou=People,dc=x', values: new Map() });
  return system;
};
const managers = (system: MemorySystem) => system.get('2')?.values.get('manager');

test('the attribute that names an object holds what its name says', () => {
  const system = directory(true);
  expect(system.get('1')?.values.get('cn')).toEqual(['Ada']);
  system.put(person('1', 'cn=Augusta,ou=People,dc=x'));
  expect(system.get('1')?.values.get('cn')).toEqual(['Augusta']);
});

test.each([
  [true, [{ name: 'cn=Augusta,ou=People,dc=x' }], undefined],
  [false, [{ name: 'CN=ada,OU=People,DC=x' }], [{ name: 'CN=ada,OU=People,DC=x' }]],
])('references follow a rename and a deletion: %s', (integrity, renamed, removed) => {
  const system = directory(integrity);
  system.put(person('1', 'cn=Augusta,ou=People,dc=x'));
  expect(managers(system)).toEqual(renamed);
  expect(system.remove('1')).toBe(true);
  expect(managers(system)).toEqual(removed);
});

test('what stands below an object moves with it, and references follow', () => {
  const system = directory(true);
  system.put({ type: 'group', anchor: '3', name: 'ou=Staff,dc=x', values: new Map() });
  expect(system.objects().map(({ name }) => name)).toEqual([
    'cn=Ada,ou=Staff,dc=x',
    'cn=Bob,ou=Staff,dc=x',
    'ou=Staff,dc=x',
  ]);
  expect(managers(system)).toEqual([{ name: 'cn=Ada,ou=Staff,dc=x' }]);
});

test('a secret is taken, and never shown again', async () => {
  const person = { attributes: { id: { type: 'string' }, password: { type: 'secret' } }, anchor: 'id' } as const;
  const schema: SchemaFile = { format: 'syncrule-schema/1', types: { person } };
  const system = new MemorySystem(schema, { newAnchor: () => '9', referentialIntegrity: true });
  const changes = [
    { attribute: 'id', set: '1' },
    { attribute: 'password', set: 'hunter2' },
  ];
  const connector = openMemory(system);
  expect(await exportAll(connector, [{ kind: 'add', id: 'x', type: 'person', changes }])).toEqual([
    { id: 'x', kind: 'applied', anchor: '1' },
  ]);
  expect(JSON.stringify(system.objects().map(({ values }) => [...values]))).toBe('[[["id",["1"]]]]');
});
