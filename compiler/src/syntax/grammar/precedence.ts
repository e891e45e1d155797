// Which operand belongs to which operator (section 4): from a row of operands and operators to a tree.
import type { Span } from '../../source/source.js';
import { spanning } from '../../source/source.js';
import type { ArithmeticExpression, ComparisonExpression, Expression } from '../tree.js';

/** One element of a row: operands, each behind its prefixes, with operators between and `is present` behind. */
export type Element =
  | { readonly kind: 'prefix'; readonly operator: 'not' | '-'; readonly span: Span }
  | { readonly kind: 'operand'; readonly node: Expression }
  | { readonly kind: 'infix'; readonly operator: string; readonly span: Span }
  | { readonly kind: 'presence'; readonly present: boolean; readonly span: Span };

/** What the climb has to say about a row. */
export interface Climbing {
  /** `and` and `or` mixed: the operator that begins the mixture, and the parts joined by `and`. */
  readonly mixed: (operator: Span, conjunctions: readonly Span[]) => void;
  readonly chained: (operator: Span) => void;
  readonly needsParentheses: (form: string, operand: Span) => void;
  readonly outOfRange: (literal: Span) => void;
}

/** Integers have 64 bits and a sign (2.5). */
export const LARGEST_INTEGER = 2n ** 63n - 1n;

/** The tree of a row. Any row gives one; what section 4 does not allow is reported. */
export const climb = (row: readonly Element[], report: Climbing): Expression => {
  const [first] = row;
  if (row.length === 1 && first?.kind === 'operand' && first.node.kind !== 'integer') return first.node;
  return new Climb(row, report).condition();
};

class Climb {
  private at = 0;

  constructor(
    private readonly row: readonly Element[],
    private readonly report: Climbing,
  ) {}

  /** Level 2. A mixture is read as other languages do: `and` binds tighter. */
  condition(): Expression {
    const alternatives: Expression[][] = [[this.negation()]];
    const operators: { readonly operator: string; readonly span: Span }[] = [];
    for (let next = this.infix('and', 'or'); next !== undefined; next = this.infix('and', 'or')) {
      operators.push(next);
      const operand = this.negation();
      if (next.operator === 'and') alternatives.at(-1)?.push(operand);
      else alternatives.push([operand]);
    }
    const other = operators.find((next) => next.operator !== operators[0]?.operator);
    const joined = alternatives.map((items) => join('and', items));
    if (other !== undefined) this.report.mixed(other.span, spansOfConjunctions(joined));
    return join('or', joined);
  }

  /** Level 3. */
  private negation(): Expression {
    const element = this.row[this.at];
    if (element?.kind !== 'prefix' || element.operator !== 'not') return this.comparison();
    this.at++;
    const of = this.negation();
    return { kind: 'not', of, span: spanning(element.span, of.span) };
  }

  /** Level 4: at most one of them. */
  private comparison(): Expression {
    let left = this.otherwise();
    for (let count = 0; ; count++) {
      const element = this.row[this.at];
      if (element?.kind !== 'presence' && element?.kind !== 'infix') return left;
      const operator = element.kind === 'infix' ? comparisonOf(element.operator) : undefined;
      if (element.kind === 'infix' && operator === undefined) return left;
      if (count === 1) this.report.chained(element.span);
      this.at++;
      left =
        operator === undefined ? presence(element, left) : comparison(operator, element.span, left, this.otherwise());
    }
  }

  /** Level 5: from right to left. */
  private otherwise(): Expression {
    const operands = [this.sum()];
    while (this.infix('??') !== undefined) operands.push(this.sum());
    return operands.reduceRight((right, left) => ({
      kind: 'otherwise',
      left,
      right,
      span: spanning(left.span, right.span),
    }));
  }

  /** Level 6. */
  private sum(): Expression {
    let left = this.product();
    for (let next = this.infix('+', '-'); next !== undefined; next = this.infix('+', '-')) {
      left = arithmetic(next.operator === '+' ? '+' : '-', next.span, left, this.product());
    }
    return left;
  }

  /** Level 7. */
  private product(): Expression {
    let left = this.unary();
    for (let next = this.infix('*'); next !== undefined; next = this.infix('*')) {
      left = arithmetic('*', next.span, left, this.unary());
    }
    return left;
  }

  /** Level 8, and the operand itself. A `not` here stands behind an operator. */
  private unary(): Expression {
    const element = this.row[this.at];
    if (element?.kind === 'prefix') {
      if (element.operator === 'not') return this.misplacedNot(element.span);
      this.at++;
      const of = this.unary();
      return { kind: 'negative', of, span: spanning(element.span, of.span) };
    }
    if (element?.kind !== 'operand') throw new Error('bug: a row of operands without an operand');
    this.checkOperand(element.node);
    this.at++;
    return element.node;
  }

  private misplacedNot(span: Span): Expression {
    const node = this.negation();
    this.report.needsParentheses('not', spanning(span, node.span));
    return node;
  }

  private checkOperand(node: Expression): void {
    if (node.kind === 'integer' && node.value > LARGEST_INTEGER + (this.isNegated() ? 1n : 0n))
      this.report.outOfRange(node.span);
    const isAlone = this.row.length === 1;
    const reaches = node.kind === 'if' || node.kind === 'case' || node.kind === 'every';
    if (reaches && !isAlone) this.report.needsParentheses(node.kind, node.span);
  }

  private isNegated(): boolean {
    const before = this.row[this.at - 1];
    return before?.kind === 'prefix' && before.operator === '-';
  }

  /** Takes the next element when it is one of these operators. */
  private infix(...operators: readonly string[]): { readonly operator: string; readonly span: Span } | undefined {
    const element = this.row[this.at];
    if (element?.kind !== 'infix' || !operators.includes(element.operator)) return undefined;
    this.at++;
    return element;
  }
}

const join = (kind: 'and' | 'or', items: readonly Expression[]): Expression => {
  const [first] = items;
  const last = items.at(-1);
  if (first === undefined || last === undefined) throw new Error('bug: a condition without parts');
  return items.length === 1 ? first : { kind, items, span: spanning(first.span, last.span) };
};

const spansOfConjunctions = (alternatives: readonly Expression[]): Span[] =>
  alternatives.filter((item) => item.kind === 'and').map((item) => item.span);

const presence = (element: Element, of: Expression): Expression => {
  if (element.kind !== 'presence') throw new Error('bug: neither an operator nor a question for presence');
  return { kind: 'presence', present: element.present, of, span: spanning(of.span, element.span) };
};

const comparison = (
  operator: ComparisonExpression['operator'],
  operatorSpan: Span,
  left: Expression,
  right: Expression,
): Expression => ({ kind: 'comparison', operator, operatorSpan, left, right, span: spanning(left.span, right.span) });

const arithmetic = (
  operator: ArithmeticExpression['operator'],
  operatorSpan: Span,
  left: Expression,
  right: Expression,
): Expression => ({ kind: 'arithmetic', operator, operatorSpan, left, right, span: spanning(left.span, right.span) });

/** A single `=` was reported where it was read, and counts as `==`. */
const comparisonOf = (operator: string): ComparisonExpression['operator'] | undefined => {
  switch (operator) {
    case '=':
      return '==';
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'in':
      return operator;
    default:
      return undefined;
  }
};
