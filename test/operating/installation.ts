// An installation on disk as an operator has it: rules, schemas, people in CSV, a directory, and the built command.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileProgram, memoryHost, readProgram } from '@syncrule/compiler/workspace';
import { type Plan, planText, type SchemaFile } from '@syncrule/runtime/plan';
import { openSpace } from '@syncrule/runtime/runs';
import { openSqliteStore } from '@syncrule/runtime/store/sqlite';
import { type Snapshot, snapshotOf } from '../support/snapshot.js';
import { type Population, rowsOf } from './people.js';

export const SYNCRULE = fileURLToPath(new URL('../../runtime/bin/syncrule.js', import.meta.url));

export interface Ended {
  /** `null` where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
  readonly ms: number;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Where the accounts are: an LDIF file, or a server with these settings of the connector. */
export type Target = { readonly kind: 'ldif' } | { readonly kind: 'ldap'; readonly settings: object };

export interface InstallationOptions {
  readonly target?: Target;
  /** Members of the configuration besides plan, store and connectors. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

export class Installation {
  private constructor(
    readonly directory: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  static async make({ target = { kind: 'ldif' }, config = {}, env = {} }: InstallationOptions): Promise<Installation> {
    const one = new Installation(await mkdtemp(join(tmpdir(), 'syncrule-operating-')), env);
    await one.write('plan.json', planText(plan));
    await one.write('hr.json', JSON.stringify(hr));
    await one.write('corp.json', JSON.stringify(corp));
    if (target.kind === 'ldif') await one.write('corp.ldif', LDIF);
    await one.configure({ ...base(target), guards: wide, ...config });
    return one;
  }

  write(file: string, text: string): Promise<void> {
    return writeFile(join(this.directory, file), text);
  }

  read(file: string): Promise<string> {
    return readFile(join(this.directory, file), 'utf8');
  }

  /** The people of HR from now on. */
  async populate(population: Population): Promise<void> {
    await mkdir(this.directory, { recursive: true });
    await this.write('hr.csv', rowsOf(population));
  }

  configure(config: object): Promise<void> {
    return this.write('syncrule.config.json', JSON.stringify(config, undefined, 2));
  }

  /** Starts a command in a process of its own. */
  start(...argv: readonly string[]): Running {
    const begun = performance.now();
    const child = spawn(process.execPath, [SYNCRULE, ...argv], {
      cwd: this.directory,
      env: { ...bare, ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const texts = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      texts.out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      texts.err += chunk.toString();
    });
    const ended = new Promise<Ended>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve({ code, signal, ...texts, ms: performance.now() - begun }));
    });
    return { child, ended };
  }

  run(...argv: readonly string[]): Promise<Ended> {
    return this.start(...argv).ended;
  }

  /** What the store holds, in words that do not depend on how it came about. Opening it repairs nothing. */
  async state(): Promise<Snapshot> {
    const store = await openSqliteStore({ file: join(this.directory, 'data/store.db'), readonly: true });
    try {
      const { machine } = await openSpace(plan, store);
      const layouts = new Map([...machine.csTypes, ...machine.mvTypes].map(([name, { layout }]) => [name, layout]));
      return await snapshotOf(store, layouts);
    } finally {
      await store.close();
    }
  }

  remove(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }
}

const { NO_COLOR: _no, FORCE_COLOR: _force, ...bare } = process.env;

const LDIF = 'version: 1\n\ndn: ou=people,dc=example,dc=com\nobjectClass: organizationalUnit\nou: people\n';

const all = { count: 1_000_000, percent: 100 };
/** How much may change at once is not what these tests are about. */
const wide = { adds: all, updates: all, renames: all, deletes: all, memberships: all, clears: all };

const base = (target: Target) => ({
  plan: 'plan.json',
  store: 'data/store.db',
  connectors: {
    hr: { kind: 'csv', schema: 'hr.json', settings: { files: { person: 'hr.csv' } } },
    corp: {
      kind: target.kind,
      schema: 'corp.json',
      settings:
        target.kind === 'ldap'
          ? target.settings
          : { path: 'corp.ldif', suffixes: ['dc=example,dc=com'], changeLog: 'changes.ldif' },
    },
  },
});

const hr: SchemaFile = {
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

const corp: SchemaFile = {
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

const PROGRAM = `
connector hr   { schema "hr.json" }
connector corp { schema "corp.json" }
metaverse person {
  employeeId: string exact
  givenName: string
  sn: string
  title: string
  manager: ref person
}
rule people from hr.person to person {
  join id == mv.employeeId
  project
  employeeId <- id
  givenName, sn, title, manager <- same
}
rule accounts from person to corp.user {
  scope employeeId is present and givenName is present and sn is present
  join employeeId == cs.uid
  provision
  deprovision delete
  dn <- "cn=\${givenName} \${sn} \${employeeId},ou=people,dc=example,dc=com"
  uid <- once employeeId
  cn <- "\${givenName} \${sn} \${employeeId}"
  sn, title, manager <- same
}
`;

const plan: Plan = (() => {
  const files = { 'rules.syncrule': PROGRAM, 'hr.json': JSON.stringify(hr), 'corp.json': JSON.stringify(corp) };
  const { plan: made, diagnostics } = compileProgram(readProgram(memoryHost(files)));
  if (made) return made;
  throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
})();
