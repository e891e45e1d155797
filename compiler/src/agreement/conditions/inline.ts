// Conditions as they are compared (C1): `let`s substituted, declared functions inlined, variables named by their depth,
// so that two expressions that mean the same by these steps alone become equal trees.
import { canonicalJson, type Expr, type Lambda, type PlanFunction } from '@syncrule/runtime/plan';
import { eachExpr, mapParts } from '../../semantics/expr-walk.js';

export interface Definitions {
  /** Whose `let`s these are: tells apart what is too large to be inlined. */
  readonly owner: string;
  readonly lets: readonly { readonly name: string; readonly of: Expr }[];
  readonly functions: ReadonlyMap<string, PlanFunction>;
}

/** Doubling twenty times would exhaust the memory; no condition that somebody reads is this large. */
const MOST_PARTS = 50_000;

/**
 * The expression without `let` and `apply`. What is not defined, or is defined by itself (both were reported before),
 * stays. An expression that would become too large stays too, as something that only its owner's rule has.
 */
export const inline = (expr: Expr, definitions: Definitions): Expr => {
  if (isInlined(expr)) return expr;
  try {
    return new Inliner(definitions).inline(expr, { names: new Map(), within: new Set() }, 0);
  } catch (error) {
    if (error instanceof TooLarge) return { op: 'let', name: `${definitions.owner} ${canonicalJson(expr)}` };
    throw error;
  }
};

class TooLarge extends Error {}

/** Whether nothing in it stands for something else, and it is small enough: most expressions are what they are. */
const isInlined = (expr: Expr): boolean => {
  let parts = 0;
  let isPlain = true;
  eachExpr(expr, (part) => {
    parts++;
    isPlain &&= !DEFINED.has(part.op) && !(part.op === 'call' && part.arguments.some(({ op }) => op === 'lambda'));
  });
  return isPlain && parts <= MOST_PARTS;
};

/** What a `let`, a function or an enclosing lambda says the meaning of. */
const DEFINED: ReadonlySet<Expr['op']> = new Set(['let', 'variable', 'apply', 'every', 'unique']);

/** What a name stands for, written below a number of enclosing lambdas. */
type Meaning = (depth: number) => Expr;

interface Sight {
  readonly names: ReadonlyMap<string, Meaning>;
  /** The `let`s and functions whose definitions this is in. */
  readonly within: ReadonlySet<string>;
}

class Inliner {
  private parts = 0;
  private readonly lets: ReadonlyMap<string, Expr>;

  constructor(private readonly definitions: Definitions) {
    this.lets = new Map(definitions.lets.map((entry) => [entry.name, entry.of]));
  }

  inline(expr: Expr, sight: Sight, depth: number): Expr {
    this.parts += 1;
    if (this.parts > MOST_PARTS) throw new TooLarge();
    switch (expr.op) {
      case 'let':
        return this.defined(`let ${expr.name}`, this.lets.get(expr.name), sight, depth) ?? expr;
      case 'variable':
        return sight.names.get(expr.name)?.(depth) ?? expr;
      case 'apply':
        return this.applied(expr, sight, depth) ?? this.below(expr, sight, depth);
      case 'call':
        return { ...expr, arguments: expr.arguments.map((each) => this.argument(each, sight, depth)) };
      case 'every':
        return this.every(expr, sight, depth);
      case 'unique': {
        const candidates = expr.candidates.map((each) => this.inline(each, sight, depth));
        return expr.next === undefined
          ? { ...expr, candidates }
          : { ...expr, candidates, next: this.lambda(expr.next, sight, depth) };
      }
      default:
        return this.below(expr, sight, depth);
    }
  }

  private every(expr: Extract<Expr, { op: 'every' }>, sight: Sight, depth: number): Expr {
    const links = expr.links.map((each) => this.inline(each, sight, depth));
    if (expr.condition === undefined) return { ...expr, links, variable: variableAt(depth) };
    const { variable, body } = this.lambda(
      { op: 'lambda', variable: expr.variable, body: expr.condition },
      sight,
      depth,
    );
    return { ...expr, links, variable, condition: body };
  }

  private below(expr: Expr, sight: Sight, depth: number): Expr {
    return mapParts(expr, (part) => this.inline(part, sight, depth));
  }

  private argument(argument: Expr | Lambda, sight: Sight, depth: number): Expr | Lambda {
    return argument.op === 'lambda' ? this.lambda(argument, sight, depth) : this.inline(argument, sight, depth);
  }

  private lambda(of: Lambda, sight: Sight, depth: number): Lambda {
    return lambdaAt(depth, (variable) => {
      const names = new Map([...sight.names, [of.variable, variable]]);
      return this.inline(of.body, { ...sight, names }, depth + 1);
    });
  }

  /** The definition of a name, seen from where it is defined. */
  private defined(
    name: string,
    of: Expr | undefined,
    { within }: Sight,
    depth: number,
    names: Sight['names'] = new Map(),
  ) {
    if (of === undefined || within.has(name)) return undefined;
    return this.inline(of, { names, within: new Set([...within, name]) }, depth);
  }

  private applied(expr: Extract<Expr, { op: 'apply' }>, sight: Sight, depth: number): Expr | undefined {
    const declared = this.definitions.functions.get(expr.name);
    const given = expr.arguments.map(
      (argument): Meaning =>
        (at) =>
          this.inline(argument, sight, at),
    );
    const [first, ...rest] = given;
    const body = (at: number, meanings: readonly Meaning[]) => {
      const names = new Map(meanings.map((meaning, i) => [declared?.parameters[i] ?? '', meaning]));
      return this.defined(`function ${expr.name}`, declared?.body, sight, at, names);
    };
    if (expr.each !== true || first === undefined) return body(depth, given);
    // V1: applied to each value of the first argument, which is what `map` does.
    const each = lambdaAt(depth, (value) => body(depth + 1, [value, ...rest]) ?? expr);
    return { op: 'call', name: 'map', arguments: [first(depth), each] };
  }
}

const variableAt = (depth: number): string => `#${depth}`;

const lambdaAt = (depth: number, body: (variable: Meaning) => Expr): Lambda => {
  const name = variableAt(depth);
  return { op: 'lambda', variable: name, body: body(() => ({ op: 'variable', name })) };
};
