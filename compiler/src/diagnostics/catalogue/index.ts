// The parts of the catalogue that belong to no lint rule: `catalogue/` puts all of them together.
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
