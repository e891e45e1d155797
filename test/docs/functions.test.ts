// The reference of functions is up to date, and every example in it runs through the whole compiler.
import { readFileSync } from 'node:fs';
import { functionsPage } from '@syncrule/compiler/docs';
import { compileProgram, memoryHost, readProgram } from '@syncrule/compiler/workspace';
import { compileExpression, type Environment } from '@syncrule/runtime/expressions';
import { catalogue, withExampleValues } from '@syncrule/runtime/functions';
import type { PlanFunction } from '@syncrule/runtime/plan';
import { refTextOf } from '@syncrule/runtime/values';
import { describe, expect, it } from 'vitest';

it('the committed page is the generated one: `node scripts/docs.mjs` writes it', () => {
  const committed = readFileSync(new URL('../../docs/functions.md', import.meta.url), 'utf8');
  expect(committed).toBe(functionsPage());
});

const nothing = (): never => {
  throw new Error('an example reads no objects');
};
const environment: Environment = {
  source: [],
  target: undefined,
  self: refTextOf('a:1'),
  connector: 'none',
  through: { connectorObject: nothing, metaverseObject: nothing, members: nothing },
  now: 0,
  moment: nothing,
};
const context = { source: nothing, params: new Map(), lets: new Map(), functions: new Map() };

const SCALARS = ['string', 'integer', 'boolean', 'date', 'datetime', 'duration', 'binary', 'dn'];
const TYPES = SCALARS.flatMap((scalar) => [scalar, `${scalar}[]`]);

/** The functions of a program whose two functions have these bodies, if it compiles with that result type. */
const compiled = (type: string, call: string, gives: string): readonly PlanFunction[] | undefined => {
  const text = `function actual(): ${type} = ${withExampleValues(call)}\nfunction expected(): ${type} = ${gives}\n`;
  const { plan } = compileProgram(readProgram(memoryHost({ 'examples.syncrule': text })));
  return plan?.functions;
};

const resultOf = (functions: readonly PlanFunction[], name: string): unknown => {
  const body = functions.find((one) => one.name === name)?.body;
  if (body === undefined) throw new Error(`no function ${name}`);
  return compileExpression(body, context)(environment);
};

describe('every example of the catalogue compiles and gives what it says', () => {
  const examples = [...catalogue.values()].flatMap(({ examples: own }) => own.map(({ call, gives }) => [call, gives]));
  it.each(examples)('%s gives %s', (call, gives) => {
    const functions = TYPES.map((type) => compiled(type, call ?? '', gives ?? '')).find((found) => found !== undefined);
    if (functions === undefined) throw new Error(`${call} == ${gives} compiles with no type of result`);
    expect(resultOf(functions, 'actual')).toEqual(resultOf(functions, 'expected'));
  });
});
