// What the compiler finds, the catalogue of it, and how it is shown.
export * from './catalogue/index.js';
export type { ArgumentsOf, Definition, Extras, Reporter } from './define.js';
export { defineDiagnostics, diagnosticsOf } from './define.js';
export type { Diagnostic, Fix, Severity } from './diagnostic.js';
export { didYouMean, editDistance, nearest } from './suggest.js';
