// A small world for tests of the command: people in a CSV file, a directory in an LDIF file, and rules between them.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SchemaFile } from '../../plan/index.js';
import { type Expr, type PlanCsAttribute, type PlanFlow, type PlanRule, planText, sealPlan } from '../../plan/index.js';
import { type ExitCode, type Io, main } from '../index.js';

export const HR = 'id,givenName,sn,title,manager\n1,Ada,Lovelace,CFO,\n2,Bob,Stone,Clerk,1\n3,Cy,Dee,Clerk,2\n';
export const LDIF = 'version: 1\n\ndn: ou=people,dc=x\nobjectClass: organizationalUnit\nou: people\n';

export interface World {
  readonly directory: string;
  /** Runs a command as the operator would type it. */
  readonly syncrule: (
    ...argv: readonly string[]
  ) => Promise<{ readonly exit: ExitCode; readonly out: string; readonly err: string }>;
  readonly read: (file: string) => Promise<string>;
  readonly write: (file: string, text: string) => Promise<void>;
  readonly remove: () => Promise<void>;
}

export const makeWorld = async (): Promise<World> => {
  const directory = await mkdtemp(join(tmpdir(), 'syncrule-cli-'));
  const write = (file: string, text: string) => writeFile(join(directory, file), text);
  await write('plan.json', planText(plan));
  await write('hr.json', JSON.stringify(hrSchema));
  await write('corp.json', JSON.stringify(corpSchema));
  await write('hr.csv', HR);
  await write('corp.ldif', LDIF);
  await write('syncrule.config.json', JSON.stringify(config, undefined, 2));
  let now = Date.UTC(2026, 0, 1);
  return {
    directory,
    write,
    read: (file) => readFile(join(directory, file), 'utf8'),
    remove: () => rm(directory, { recursive: true }),
    syncrule: async (...argv) => {
      const texts = { out: '', err: '' };
      const io: Io = {
        out: (text) => {
          texts.out += text;
        },
        err: (text) => {
          texts.err += text;
        },
        cwd: directory,
        env: {},
        terminal: { out: false, err: false, columns: 120 },
        clock: () => {
          now += 1000;
          return now;
        },
        signal: new AbortController().signal,
      };
      return { exit: await main(argv, io), ...texts };
    },
  };
};

const config = {
  plan: 'plan.json',
  store: 'data/store.db',
  connectors: {
    hr: { kind: 'csv', schema: 'hr.json', settings: { files: { person: 'hr.csv' } } },
    corp: { kind: 'ldif', schema: 'corp.json', settings: { path: 'corp.ldif', suffixes: ['dc=x'] } },
  },
  profiles: { imports: [{ import: 'hr' }, { import: 'corp' }] },
};

const hrSchema: SchemaFile = {
  format: 'syncrule-schema/1',
  types: {
    person: {
      anchor: 'id',
      attributes: {
        id: { type: 'string', always: true },
        givenName: { type: 'string' },
        sn: { type: 'string' },
        title: { type: 'string' },
        manager: { type: 'ref', to: ['person'] },
      },
    },
  },
};

const corpSchema: SchemaFile = {
  format: 'syncrule-schema/1',
  naming: 'dn',
  references: 'name',
  types: {
    user: {
      anchor: 'uid',
      objectClass: ['top', 'person', 'organizationalPerson', 'inetOrgPerson'],
      attributes: {
        dn: { type: 'dn', required: true },
        uid: { type: 'string', always: true, required: true, writable: 'create' },
        cn: { type: 'string', required: true },
        sn: { type: 'string', required: true },
        title: { type: 'string' },
        manager: { type: 'ref', to: ['user'] },
      },
    },
  },
};

const place = (line: number): PlanFlow['place'] => [0, line, 3];
const source = (attribute: string): Expr => ({ op: 'source', attribute });
const text = (...parts: readonly (string | Expr)[]): Expr => ({ op: 'text', parts });
const flow = (target: string, of: Expr, line: number): PlanFlow => ({ target, mode: 'set', of, place: place(line) });
const plain = (name: string, more: Partial<PlanCsAttribute> = {}): PlanCsAttribute => ({
  name,
  type: { scalar: 'string', many: false },
  equality: 'exact',
  always: false,
  required: false,
  writable: 'always',
  ...more,
});

const inbound: PlanRule = {
  direction: 'inbound',
  name: 'people',
  place: place(1),
  variant: 0,
  csType: 'hr.person',
  mvType: 'person',
  joins: [],
  lets: [],
  project: { place: place(2) },
  flows: [
    flow('employeeId', source('id'), 3),
    flow('givenName', source('givenName'), 4),
    flow('sn', source('sn'), 5),
    flow('title', source('title'), 6),
    flow('manager', source('manager'), 7),
  ],
};

const outbound: PlanRule = {
  direction: 'outbound',
  name: 'accounts',
  place: place(10),
  variant: 0,
  csType: 'corp.user',
  mvType: 'person',
  joins: [],
  lets: [],
  provision: { place: place(11) },
  deprovision: { action: 'delete', place: place(12) },
  flows: [
    flow('cn', text(source('givenName'), ' ', source('sn')), 14),
    flow(
      'dn',
      {
        op: 'dn',
        parts: [
          { rdn: [{ type: 'cn', value: [source('givenName'), ' ', source('sn')] }] },
          { rdn: [{ type: 'ou', value: ['people'] }] },
          { rdn: [{ type: 'dc', value: ['x'] }] },
        ],
      },
      13,
    ),
    flow('manager', source('manager'), 17),
    flow('sn', source('sn'), 15),
    flow('title', source('title'), 16),
    flow('uid', source('employeeId'), 18),
  ],
};

const mvAttribute = (name: string, scalar: 'string' | 'ref' = 'string') => ({
  name,
  type: { scalar, many: false, ...(scalar === 'ref' ? { to: ['person'] } : {}) },
  equality: scalar === 'ref' ? ('ref' as const) : ('exact' as const),
  merge: false,
  prefer: [],
  place: place(30),
});

const reference = (to: string): Partial<PlanCsAttribute> => ({
  type: { scalar: 'ref', many: false, to: [to] },
  equality: 'ref',
});

export const plan = sealPlan({
  format: 'syncrule-plan/1',
  files: ['rules.syncrule'],
  params: [],
  connectors: [
    {
      name: 'corp',
      naming: 'dn',
      containers: false,
      references: 'name',
      types: [
        {
          name: 'user',
          anchor: 'uid',
          attributes: [
            plain('cn', { required: true }),
            plain('dn', { type: { scalar: 'dn', many: false }, equality: 'dn', required: true }),
            plain('manager', reference('corp.user')),
            plain('sn', { required: true }),
            plain('title'),
            plain('uid', { always: true, required: true, writable: 'create' }),
          ],
        },
      ],
    },
    {
      name: 'hr',
      containers: false,
      references: 'anchor',
      types: [
        {
          name: 'person',
          anchor: 'id',
          attributes: [
            plain('givenName'),
            plain('id', { always: true }),
            plain('manager', reference('hr.person')),
            plain('sn'),
            plain('title'),
          ],
        },
      ],
    },
  ],
  metaverse: [
    {
      name: 'person',
      attributes: [
        mvAttribute('employeeId'),
        mvAttribute('givenName'),
        mvAttribute('manager', 'ref'),
        mvAttribute('sn'),
        mvAttribute('title'),
      ],
    },
  ],
  functions: [],
  namespaces: [],
  keys: [],
  rules: [outbound, inbound],
});
