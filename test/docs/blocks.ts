// The programs in a page of documentation: blocks fenced as `syncrule`, or as `syncrule wrong SR1234` for one that has
// exactly those findings.
import { readFileSync } from 'node:fs';
import { type Compilation, compileProgram, memoryHost, readProgram } from '@syncrule/compiler/workspace';

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

const schema = (name: string): string => readFileSync(new URL(`./world/${name}`, import.meta.url), 'utf8');
const CONNECTORS = 'connector hr   { schema "schemas/hr.json" }\nconnector corp { schema "schemas/corp.json" }\n';

/** Compiles a block; one without connectors is given the two that the pages are about. */
export const compileBlock = ({ text }: Block): Compilation =>
  compileProgram(
    readProgram(
      memoryHost({
        'block.syncrule': text,
        'schemas/hr.json': schema('hr.json'),
        'schemas/corp.json': schema('corp.json'),
        ...(/^connector /m.test(text) ? {} : { 'connectors.syncrule': CONNECTORS }),
      }),
    ),
  );
