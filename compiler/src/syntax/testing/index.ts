// Random programs and edits of programs, for tests of everything that reads or writes them.
export { editRandomly } from './edits.js';
export { hasHoles, misplaced, parseText, withoutSpans } from './inspect.js';
export { randomProgram } from './programs.js';
export { type Random, randomFrom } from './random.js';
export { samples } from './samples.js';
export { showExpression } from './show.js';
