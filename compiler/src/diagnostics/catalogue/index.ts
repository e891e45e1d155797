// The one catalogue: every code with its words, put together from its parts.
import type { Definition } from '../define.js';
import { agreementDiagnostics } from './agreement.js';
import { expressionsDiagnostics } from './expressions.js';
import { namesDiagnostics } from './names.js';
import { programDiagnostics } from './program.js';
import { rulesDiagnostics } from './rules.js';
import { schemaDiagnostics } from './schema.js';
import { syntaxDiagnostics } from './syntax.js';
import { testsDiagnostics } from './tests.js';

/** The parts by name, for tests that want no code to stand in two of them. */
export const catalogueParts: Readonly<Record<string, Readonly<Record<string, Definition>>>> = {
  program: programDiagnostics,
  syntax: syntaxDiagnostics,
  schema: schemaDiagnostics,
  names: namesDiagnostics,
  expressions: expressionsDiagnostics,
  rules: rulesDiagnostics,
  agreement: agreementDiagnostics,
  tests: testsDiagnostics,
};

/** Every code of every part. */
export const catalogue: Readonly<Record<string, Definition>> = Object.assign({}, ...Object.values(catalogueParts));

/** What the catalogue says about a code; undefined for an unknown one. */
export const definitionOf = (code: string): Definition | undefined => catalogue[code];
