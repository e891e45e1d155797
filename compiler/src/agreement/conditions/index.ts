// Comparing conditions (language specification, 7.8).
export { areDisjoint, type Condition, conditionOf, implies, isNever, isTrivial, type Paths } from './compare.js';
export { type Definitions, inline } from './inline.js';
export { type Part, pathOf } from './parts.js';
export { everyValue, texts, type Values } from './states.js';
