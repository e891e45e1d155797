// Plan expressions, compiled to functions.

export type { Condition } from './code.js';
export { compileCondition, compileExpression, compileMemberLink, compileOutcome } from './compile.js';
export * from './context.js';
export * from './environment.js';
export type { Observer } from './observe.js';
export { partTexts, tuples } from './tuples.js';
