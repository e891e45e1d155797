// Building blocks of results: nothing known, what is wrong already, and operands put together.
import type { Expr } from '@syncrule/runtime/plan';
import type { Span } from '../../source/source.js';
import type { Part, Reads, Type, Typed } from '../scope.js';
import { noFacts, presenceOf, union } from './facts.js';
import { isScalar } from './types.js';

export const noReads: Reads = {
  source: false,
  target: false,
  time: false,
  through: false,
  every: false,
  unique: false,
};
export const noParts: readonly Part[] = [];
const nothing: ReadonlySet<string> = new Set();

/** A certain value that reads nothing. */
export const constant = (expr: Expr, type: Type): Typed => ({
  expr,
  type,
  certain: true,
  matching: undefined,
  path: undefined,
  pres: nothing,
  whenTrue: noFacts,
  whenFalse: noFacts,
  mayBeAbsent: noParts,
  moves: false,
  reads: noReads,
  restsOn: noParts,
  mayClear: false,
  mayKeep: false,
  mayFail: false,
});

/** What stands for an expression that was reported: it fits everywhere, and causes no further finding. */
export const broken: Typed = constant({ op: 'absent' }, 'anything');

/** A result that rests on its operands, for what reading and outcomes go; presence is the caller's to say. */
export const from = (expr: Expr, type: Type, operands: readonly Typed[]): Typed => ({
  ...constant(expr, type),
  reads: operands.map((operand) => operand.reads).reduce(unionReads, noReads),
  restsOn: operands.flatMap((operand) => operand.restsOn),
  mayClear: operands.some((operand) => operand.mayClear),
  mayKeep: operands.some((operand) => operand.mayKeep),
  mayFail: operands.some((operand) => operand.mayFail),
});

/** A strict operation (P3, W2): present exactly when all operands are. */
export const strict = (expr: Expr, type: Type, operands: readonly Typed[]): Typed => {
  const pres = operands.map((operand) => operand.pres).reduce(union, nothing);
  return {
    ...from(expr, type, operands),
    certain: operands.every((operand) => operand.certain),
    mayBeAbsent: operands.flatMap((operand) => operand.mayBeAbsent),
    pres,
    whenTrue: isScalar(type, 'boolean') ? presenceOf(pres) : noFacts,
  };
};

/** The result, absent for a reason of its own too. */
export const possiblyAbsent = (typed: Typed, span: Span, text: string): Typed => ({
  ...typed,
  certain: false,
  mayBeAbsent: [...typed.mayBeAbsent, { span, text }],
});

export const unionReads = (a: Reads, b: Reads): Reads => ({
  source: a.source || b.source,
  target: a.target || b.target,
  time: a.time || b.time,
  through: a.through || b.through,
  every: a.every || b.every,
  unique: a.unique || b.unique,
});
