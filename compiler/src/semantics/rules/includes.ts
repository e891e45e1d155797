// `include`: the flows that a rule has altogether, for one pair of types (N3, R5, T13).
import type { SourceFile, Span } from '../../source/index.js';
import {
  type Clause,
  type FlowClause,
  type FlowsDeclaration,
  type IncludeClause,
  isMissing,
  type LetClause,
} from '../../syntax/index.js';
import type { Declared, Tables } from '../tables.js';

/** Clauses that belong together: those of a rule, or of `flows` that it includes. */
export interface Part {
  /** The `flows` that holds them; missing for the rule's own. */
  readonly from?: string;
  readonly file: SourceFile;
  readonly lets: readonly LetClause[];
  readonly flows: readonly FlowClause[];
  /** Where the rule, or the `flows` being checked, includes it. */
  readonly included?: Span;
}

export const letsOf = (clauses: readonly Clause[]): readonly LetClause[] =>
  clauses.filter((clause) => clause.kind === 'let');
export const flowsOf = (clauses: readonly Clause[]): readonly FlowClause[] =>
  clauses.filter((clause) => clause.kind === 'flow');
export const includesOf = (clauses: readonly Clause[]): readonly IncludeClause[] =>
  clauses.filter((clause) => clause.kind === 'include');

/** What clauses bring with them: their own part first, then each `flows` that they include, once, however often named. */
export const partsOf = (clauses: readonly Clause[], file: SourceFile, tables: Tables): readonly Part[] => {
  const parts: Part[] = [{ file, lets: letsOf(clauses), flows: flowsOf(clauses) }];
  const seen = new Set<FlowsDeclaration>();
  const add = (inside: readonly Clause[], included?: Span): void => {
    for (const include of includesOf(inside)) {
      const found = includedFlows(include, tables);
      if (found === undefined || seen.has(found.declaration)) continue;
      seen.add(found.declaration);
      const { name, clauses: own } = found.declaration;
      const at = included ?? include.name.span;
      parts.push({ from: name.text, file: found.file, lets: letsOf(own), flows: flowsOf(own), included: at });
      add(own, at);
    }
  };
  add(clauses);
  return parts;
};

export const includedFlows = (include: IncludeClause, tables: Tables): Declared<FlowsDeclaration> | undefined =>
  isMissing(include.name) ? undefined : tables.find('flows', include.name.text);
