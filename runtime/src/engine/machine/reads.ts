// Which attributes an expression reads: its own side's, the other side's, and through how many references.
import type { Expr, Lambda, PlanFunction } from '../../plan/index.js';

export interface Reads {
  readonly source: Set<string>;
  readonly target: Set<string>;
  /** Attributes read through references: `type.attribute` of the connector side, `type␟attribute` of the metaverse side. */
  readonly through: Map<string, { readonly side: 'cs' | 'mv'; readonly type: string; readonly attribute: string }>;
  /** The greatest number of references in a row. */
  readonly depth: { cs: number; mv: number };
  relational: boolean;
  time: boolean;
  /** It asks for a name. */
  unique: boolean;
}

export interface Definitions {
  readonly lets: ReadonlyMap<string, Expr>;
  readonly functions: ReadonlyMap<string, PlanFunction>;
}

export const noReads = (): Reads => ({
  source: new Set(),
  target: new Set(),
  through: new Map(),
  depth: { cs: 0, mv: 0 },
  relational: false,
  time: false,
  unique: false,
});

/** Adds what `expr` reads to `reads`. Lets and functions are followed; both are free of circles (T13). */
export const collectReads = (expr: Expr, definitions: Definitions, reads: Reads): Reads => {
  visit(expr, definitions, reads);
  return reads;
};

/** Returns how many references in a row end in this expression. */
const visit = (expr: Expr | Lambda, definitions: Definitions, reads: Reads): number => {
  switch (expr.op) {
    case 'source':
      reads.source.add(expr.attribute);
      return 0;
    case 'target':
      reads.target.add(expr.attribute);
      return 0;
    case 'now':
      reads.time = true;
      return 0;
    case 'today':
      reads.time = true;
      return visit(expr.zone, definitions, reads);
    case 'let':
    case 'apply':
      return visitNamed(expr, definitions, reads);
    case 'through': {
      const depth = visit(expr.of, definitions, reads) + 1;
      reads.relational = true;
      reads.depth[expr.side] = Math.max(reads.depth[expr.side], depth);
      for (const type of expr.types)
        reads.through.set(`${type}\u001f${expr.attribute}`, { side: expr.side, type, attribute: expr.attribute });
      return depth;
    }
    case 'unique':
      reads.unique = true;
      return Math.max(0, ...partsOf(expr).map((part) => visit(part, definitions, reads)));
    case 'every':
      reads.relational = true;
      return Math.max(0, ...partsOf(expr).map((part) => visit(part, definitions, reads)));
    default:
      return Math.max(0, ...partsOf(expr).map((part) => visit(part, definitions, reads)));
  }
};

const visitNamed = (expr: Extract<Expr, { op: 'let' | 'apply' }>, definitions: Definitions, reads: Reads): number => {
  if (expr.op === 'let') {
    const definition = definitions.lets.get(expr.name);
    return definition === undefined ? 0 : visit(definition, definitions, reads);
  }
  const inArguments = Math.max(0, ...expr.arguments.map((argument) => visit(argument, definitions, reads)));
  const body = definitions.functions.get(expr.name)?.body;
  // A parameter may be a reference that the body reads through: count both chains as one.
  return body === undefined ? inArguments : inArguments + visit(body, definitions, reads);
};

/** The direct parts of any expression; what lets and functions stand for is not among them. */
export const childrenOf = (expr: Expr | Lambda): readonly (Expr | Lambda)[] => {
  switch (expr.op) {
    case 'source':
    case 'target':
    case 'let':
    case 'now':
      return [];
    case 'apply':
      return expr.arguments;
    case 'through':
      return [expr.of];
    case 'today':
      return [expr.zone];
    default:
      return partsOf(expr);
  }
};

/** The direct parts of an expression. */
const partsOf = (
  expr: Exclude<Expr | Lambda, { op: 'source' | 'target' | 'let' | 'apply' | 'through' | 'now' | 'today' }>,
): readonly (Expr | Lambda)[] => {
  switch (expr.op) {
    case 'const':
    case 'absent':
    case 'param':
    case 'self':
    case 'variable':
    case 'clear':
    case 'keep':
      return [];
    case 'text':
      return expr.parts.filter((part) => typeof part !== 'string');
    case 'dn':
      return expr.parts.flatMap((part) =>
        'run' in part
          ? [part.run]
          : part.rdn.flatMap((attribute) => attribute.value.filter((piece) => typeof piece !== 'string')),
      );
    case 'named':
      return [expr.name];
    case 'call':
      return expr.arguments;
    case 'lambda':
      return [expr.body];
    case 'if':
      return expr.else === undefined ? [expr.condition, expr.then] : [expr.condition, expr.then, expr.else];
    case 'case':
      return [expr.subject, ...expr.arms.map((arm) => arm.then), ...(expr.else === undefined ? [] : [expr.else])];
    case 'and':
    case 'or':
    case 'list':
      return expr.items;
    case 'not':
    case 'present':
    case 'missing':
    case 'negate':
      return [expr.of];
    case 'error':
      return [expr.message];
    case 'every':
      return expr.condition === undefined ? expr.links : [...expr.links, expr.condition];
    case 'unique':
      return expr.next === undefined ? expr.candidates : [...expr.candidates, expr.next];
    case 'account':
      return [expr.of];
    case 'newPassword':
      return [];
    case 'equal':
    case 'unequal':
    case 'less':
    case 'lessOrEqual':
    case 'greater':
    case 'greaterOrEqual':
    case 'in':
    case 'otherwise':
    case 'add':
    case 'subtract':
    case 'multiply':
      return [expr.left, expr.right];
  }
};
