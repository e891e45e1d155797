// A plan as people read it: its expressions as text, and what reads what.
export { constantText, expressionText, type Sight, sightOf } from './expression.js';
export { type Read, readsOf, type Vocabulary } from './parts.js';
export { keyText, ruleSight, typeText, vocabularyOf } from './rules.js';
