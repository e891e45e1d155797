// The programs in a page of documentation: blocks fenced as `syncrule`, or as `syncrule wrong SR1234` for one that has
// exactly those findings.
import { readFileSync } from 'node:fs';
import { type Compilation, compileProgram, type Host, memoryHost, readProgram } from '@syncrule/compiler/workspace';

export interface Block {
  readonly line: number;
  readonly text: string;
  /** The codes of its findings, in the order of the text. */
  readonly codes: readonly string[];
}

const FENCE = /^```syncrule(?: wrong((?: SR\d{4})+))?\n([\s\S]*?)^```$/gm;

export const blocksOf = (page: string): readonly Block[] =>
  [...page.matchAll(FENCE)].map((found) => ({
    line: page.slice(0, found.index).split('\n').length,
    text: found[2] ?? '',
    codes: (found[1] ?? '').trim().split(' ').filter(Boolean),
  }));

export const pageText = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

/** Schema files by the paths that connectors name. */
export type Schemas = Readonly<Record<string, string>>;

const worldFile = (name: string): string => readFileSync(new URL(`./world/${name}`, import.meta.url), 'utf8');
const WORLD: Schemas = { 'schemas/hr.json': worldFile('hr.json'), 'schemas/corp.json': worldFile('corp.json') };
const CONNECTORS = 'connector hr   { schema "schemas/hr.json" }\nconnector corp { schema "schemas/corp.json" }\n';

/** The schema files that a page itself shows, each after its path; those that the pages share, where it shows none. */
export const schemasOf = (page: string): Schemas => ({
  ...WORLD,
  ...Object.fromEntries(
    [...page.matchAll(/`rules\/(schemas\/\w+\.json)`[\s\S]*?^```json\n([\s\S]*?)^```$/gm)].map(([, path, text]) => [
      path,
      text,
    ]),
  ),
});

/** Attributes that nobody reads or writes are no finding in the part of a program that a page shows, unless it is about them. */
const configFor = (codes: readonly string[]): string =>
  JSON.stringify({
    levels: Object.fromEntries(
      ['SR4105', 'SR4106'].filter((code) => !codes.includes(code)).map((code) => [code, 'off']),
    ),
  });

/** The files of a block; one without connectors is given the two that the pages are about. */
export const hostFor = ({ text, codes }: Block, schemas: Schemas): Host =>
  memoryHost({
    ...schemas,
    'rulec.config.json': configFor(codes),
    'block.syncrule': text,
    ...(/^connector /m.test(text) ? {} : { 'connectors.syncrule': CONNECTORS }),
  });

export const compileBlock = (block: Block, schemas: Schemas): Compilation =>
  compileProgram(readProgram(hostFor(block, schemas)));
