// Checking one expression: names, types, presence, narrowing; the outcome is an expression of the plan.
export type { Form } from './calls/arguments.js';
export { formOfDeclared, formOfEntry } from './calls/signature.js';
export { check, createCheck } from './check.js';
export { intersectFacts, noFacts, presenceOf, unionFacts } from './facts.js';
export { convertToFit } from './fit.js';
export { broken, constant, noReads, unionReads } from './typed.js';
export { commonType, describeType, elementOf, fits, listOf, sideOfType, typeText } from './types.js';
