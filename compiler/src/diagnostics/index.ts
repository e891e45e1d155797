// What the compiler finds, the catalogue of it, and how it is shown.
export * from './catalogue/index.js';
export type { ArgumentsOf, Definition, Extras, Reporter } from './define.js';
export { defineDiagnostics, diagnosticsOf } from './define.js';
export type { Diagnostic, Fix, Severity } from './diagnostic.js';
export { applySafeFixes, type Fixing } from './fixing.js';
export { atLevels, LEVELS, type Level, type Levels } from './levels.js';
export { type Paint, paintFor, type Style } from './render/colour.js';
export { renderGithub } from './render/github.js';
export { type JsonDiagnostic, type JsonRange, type JsonReport, jsonReport, renderJson } from './render/json.js';
export type { PathOf } from './render/places.js';
export { renderSarif, type SarifOptions } from './render/sarif.js';
export { diagnosticsSchema } from './render/schema.js';
export { renderText, sourceFrame, summary, type TextOptions } from './render/text.js';
export { didYouMean, editDistance, nearest } from './suggest.js';
export { type CommentedFile, suppress } from './suppress.js';
