// The expressions of a program as they are written.
import type { SourceFile } from '../source/index.js';
import type { Clause, Declaration, Expression, Parsed } from '../syntax/index.js';

export interface WrittenExpression {
  readonly file: SourceFile;
  readonly expression: Expression;
}

/** Every expression of every declaration that is part of the program's meaning, in the order of the text. */
export const expressionsOfProgram = (parsed: readonly Parsed[]): readonly WrittenExpression[] =>
  parsed.flatMap(({ file, tree }) =>
    tree.declarations.flatMap(expressionsOf).map((expression) => ({ file, expression })),
  );

const expressionsOf = (declaration: Declaration): readonly Expression[] => {
  switch (declaration.kind) {
    case 'metaverse':
      return declaration.attributes.flatMap(({ value }) => (value === undefined ? [] : [value]));
    case 'namespace':
      return declaration.entries.map(({ value }) => value);
    case 'function':
      return [declaration.body];
    case 'rule':
    case 'flows':
      return declaration.clauses.flatMap(inClause);
    default:
      return [];
  }
};

const inClause = (clause: Clause): readonly Expression[] => {
  switch (clause.kind) {
    case 'scope':
    case 'join':
      return [clause.condition];
    case 'project':
    case 'provision':
    case 'unclaimed':
      return clause.when === undefined ? [] : [clause.when];
    case 'let':
    case 'flow':
      return [clause.value];
    default:
      return [];
  }
};
