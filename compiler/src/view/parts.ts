// What a plan's expressions are made of, and which attributes they read.
import type { Expr, Lambda, PlanFunction, PlanKey } from '@syncrule/runtime/plan';

/** The expressions directly inside of another. */
export const partsOf = (expr: Expr | Lambda): readonly (Expr | Lambda)[] => {
  switch (expr.op) {
    case 'lambda':
      return [expr.body];
    case 'text':
      return expr.parts.filter((part) => typeof part !== 'string');
    case 'dn':
      return expr.parts.flatMap((part) =>
        'run' in part ? [part.run] : part.rdn.flatMap(({ value }) => value.filter((each) => typeof each !== 'string')),
      );
    case 'call':
    case 'apply':
      return expr.arguments;
    case 'if':
      return [expr.condition, expr.then, ...given(expr.else)];
    case 'case':
      return [expr.subject, ...expr.arms.map((arm) => arm.then), ...given(expr.else)];
    case 'every':
      return [...expr.links, ...given(expr.condition)];
    case 'unique':
      return [...expr.candidates, ...(expr.next === undefined ? [] : [expr.next])];
    case 'and':
    case 'or':
    case 'list':
      return expr.items;
    case 'through':
    case 'not':
    case 'present':
    case 'missing':
    case 'negate':
    case 'account':
      return [expr.of];
    case 'named':
      return [expr.name];
    case 'today':
      return [expr.zone];
    case 'error':
      return [expr.message];
    default:
      return 'left' in expr ? [expr.left, expr.right] : [];
  }
};

const given = (expr: Expr | undefined): readonly Expr[] => (expr === undefined ? [] : [expr]);

/** An attribute that is read: of the source, of the target, or of other objects of a type. */
export type Read =
  | { readonly of: 'source' | 'target'; readonly attribute: string }
  | { readonly of: 'other'; readonly type: string; readonly attribute: string };

export interface Vocabulary {
  readonly functions: ReadonlyMap<string, PlanFunction>;
  readonly keys: readonly PlanKey[];
  /** The expressions of the `let`s of the rule, by name. */
  readonly lets: ReadonlyMap<string, Expr>;
}

/** The attributes that an expression reads, through its functions, `let`s and `every`; each once, in order. */
export const readsOf = (expr: Expr | undefined, vocabulary: Vocabulary): readonly Read[] => {
  const found = new Map<string, Read>();
  const seen = new Set<string>();
  const visit = (one: Expr | Lambda): void => {
    for (const read of ownReads(one, vocabulary)) found.set(JSON.stringify(read), read);
    for (const part of partsOf(one)) visit(part);
    const named = namedPart(one, vocabulary);
    if (named === undefined || seen.has(named.name)) return;
    seen.add(named.name);
    visit(named.of);
  };
  if (expr !== undefined) visit(expr);
  return [...found.values()];
};

const ownReads = (expr: Expr | Lambda, { keys, ...rest }: Vocabulary): readonly Read[] => {
  switch (expr.op) {
    case 'source':
    case 'target':
      return [{ of: expr.op, attribute: expr.attribute }];
    case 'through':
      return expr.types.map((type) => ({ of: 'other', type, attribute: expr.attribute }));
    case 'every': {
      const key = keys[expr.key];
      const parts = [...(key?.parts.map(({ of }) => of) ?? []), ...(key?.conditions ?? [])];
      return parts
        .flatMap((part) => readsOf(part, { keys, ...rest }))
        .map((read) => (read.of === 'other' ? read : { of: 'other', type: expr.type, attribute: read.attribute }));
    }
    default:
      return [];
  }
};

const namedPart = (
  expr: Expr | Lambda,
  { functions, lets }: Vocabulary,
): { readonly name: string; readonly of: Expr } | undefined => {
  if (expr.op !== 'apply' && expr.op !== 'let') return undefined;
  const of = expr.op === 'apply' ? functions.get(expr.name)?.body : lets.get(expr.name);
  return of === undefined ? undefined : { name: `${expr.op} ${expr.name}`, of };
};
