// The one catalogue: every code with its words, those of the lint rules included.
import { catalogueParts, type Definition } from '../diagnostics/index.js';
import { lintDiagnostics } from '../lint/index.js';

/** All parts by name, for tests that want no code to stand in two of them. */
export const allParts: Readonly<Record<string, Readonly<Record<string, Definition>>>> = {
  ...catalogueParts,
  lint: lintDiagnostics,
};

/** Every code of every part. */
export const catalogue: Readonly<Record<string, Definition>> = Object.assign({}, ...Object.values(allParts));

/** What the catalogue says about a code; undefined for an unknown one. */
export const definitionOf = (code: string): Definition | undefined => catalogue[code];
