// Ten thousand people in HR, and a directory in CSV that follows.
import type { SchemaFile } from '@syncrule/runtime/plan';
import { csv, type Setting } from './installation.js';

const attributes = {
  id: { type: 'string', always: true },
  name: { type: 'string' },
  title: { type: 'string' },
} as const;

const person: SchemaFile = { format: 'syncrule-schema/1', types: { person: { anchor: 'id', attributes } } };
const account: SchemaFile = { format: 'syncrule-schema/1', types: { account: { anchor: 'id', attributes } } };

export const RULES = `connector hr   { schema "hr.json" }
connector corp { schema "corp.json" }

metaverse person {
  id:    string exact
  name:  string
  title: string
}

rule hrPerson from hr.person to person precedence 10 {
  join id == mv.id
  project
  id          <- id
  name, title <- same
}

rule corpPerson from corp.account to person precedence 20 {
  join id == mv.id
  id <- id
}

rule corpAccount from person to corp.account {
  scope name is present
  join id == cs.id
  provision
  deprovision delete
  id          <- id
  name, title <- same
}
`;

const HEAD = ['id', 'name', 'title'];
const row = (n: number, title = 'Clerk'): readonly string[] => [String(n), `Person ${n}`, title];
const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);

/** People with these numbers, from and to. */
export const people = (from: number, to: number, title?: string): string =>
  csv(
    HEAD,
    range(from, to).map((n) => row(n, title)),
  );

/** An installation in which HR and the directory hold the same people. */
export const settingFor = (count: number, guards: object = {}): Setting => ({
  rules: RULES,
  schemas: { hr: person, corp: account },
  connectors: { hr: { files: { person: 'hr.csv' } }, corp: { files: { account: 'corp.csv' } } },
  files: { 'hr.csv': people(1, count), 'corp.csv': people(1, count) },
  guards,
});
