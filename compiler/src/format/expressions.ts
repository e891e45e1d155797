// How expressions are written.
import { widthOf } from '../diagnostics/render/width.js';
import type {
  ArgumentNode,
  ArithmeticExpression,
  CaseExpression,
  Expression,
  IfExpression,
  OtherwiseExpression,
  TextExpression,
} from '../syntax/index.js';
import { Alignment } from './alignment.js';
import { type Doc, fill, group, indent, join, line, mustBreak, softline } from './doc.js';
import { flatText } from './layout.js';
import { TokenPrinter } from './tokens.js';

export abstract class ExpressionPrinter extends TokenPrinter {
  expression(node: Expression): Doc {
    switch (node.kind) {
      case 'text':
        return this.textOf(node);
      case 'qualified':
        return [this.takeAny(), this.take('.'), this.takeAny()];
      case 'member':
        return [this.expression(node.of), this.take('.'), this.takeAny()];
      case 'call':
        return [this.takeAny(), this.enclosed('(', ')', node.arguments, (item) => this.argument(item), softline)];
      case 'list':
        return this.enclosed('[', ']', node.items, (item) => this.expression(item), softline, 'fill');
      case 'if':
        return this.conditional(node);
      case 'case':
        return this.caseOf(node);
      case 'every':
        return group(
          ...[this.take('every'), ' ', this.takeAny(), ' ', this.takeAny()],
          indent(line, this.take('where'), ' ', this.expression(node.condition)),
        );
      case 'and':
      case 'or':
        return this.chain(node.items.map((item, index) => ({ operator: index === 0 ? '' : node.kind, item })));
      case 'not':
        return [this.take('not'), ' ', this.expression(node.of)];
      case 'comparison':
        return this.comparison(node.left, node.right);
      case 'presence':
        return [this.expression(node.of), ' ', this.take('is'), ' ', this.takeAny()];
      case 'otherwise':
        return this.chain(fallbacksOf(node));
      case 'arithmetic':
        return this.chain(termsOf(node));
      case 'negative':
        return [this.take('-'), this.expression(node.of)];
      case 'parenthesised':
        return group(this.take('('), indent(softline, this.expression(node.of)), softline, this.take(')'));
      case 'error':
        return group(
          this.takeAny(),
          this.take('('),
          indent(softline, this.expression(node.message)),
          softline,
          this.take(')'),
        );
      default:
        return this.takeAny();
    }
  }

  /** `head` and a value that begins on the same line or, where both do not fit, indented on the next. */
  protected assignment(head: Doc, value: Expression): Doc {
    const hugs = value.kind === 'case' || value.kind === 'list';
    return hugs ? [head, ' ', this.expression(value)] : group(head, indent(line, this.expression(value)));
  }

  /** A text stays on its line; only what stands in its holes is written anew. */
  protected textOf(node: TextExpression): Doc {
    const comments = this.comment();
    if (node.parts.every((part) => part.kind === 'literal')) return [comments, this.takeAny()];
    const start = this.takeAny();
    const parts = node.parts.map((part): Doc => {
      if (part.kind === 'literal') return this.takeAny();
      return [this.takeAny(), this.expression(part.value), this.takeAny()];
    });
    return [comments, { kind: 'token', text: flatText([start, parts, this.takeAny()]), afterBlank: false }];
  }

  /** Items between brackets, on one line or indented: each on its own line, or as many on each as fit. */
  protected enclosed<Item>(
    open: string,
    close: string,
    items: readonly Item[],
    print: (item: Item) => Doc,
    edge: Doc,
    style: 'lines' | 'fill' = 'lines',
  ): Doc {
    const start = this.take(open);
    const docs = items.map((item, index): Doc => {
      const doc = print(item);
      if (index < items.length - 1) return [doc, this.take(',')];
      this.drop(',');
      return doc;
    });
    if (docs.length === 0 && !this.hasComment()) return [start, this.take(close)];
    const inside = style === 'fill' ? fill(docs) : join(line, docs);
    return group(start, indent(edge, inside, this.comment()), edge, this.take(close));
  }

  private argument(node: ArgumentNode): Doc {
    if (node.kind !== 'lambda') return this.expression(node);
    return [this.takeAny(), ' ', this.take('=>'), ' ', this.expression(node.body)];
  }

  /** Operands of one level; broken before every operator. */
  private chain(parts: readonly { readonly operator: string; readonly item: Expression }[]): Doc {
    return group(
      parts.map(({ operator, item }) =>
        operator === '' ? this.expression(item) : indent(line, this.take(operator), ' ', this.expression(item)),
      ),
    );
  }

  private comparison(left: Expression, right: Expression): Doc {
    return group(this.expression(left), indent(line, this.takeAny(), ' ', this.expression(right)));
  }

  /** `else if` stands below `if`. */
  private conditional(node: IfExpression): Doc {
    const branches: Doc[] = [this.branch(node)];
    let otherwise = node.else;
    while (otherwise !== undefined) {
      const word = this.take('else');
      const isBranch: boolean = otherwise.kind === 'if';
      branches.push(line, word, ' ', otherwise.kind === 'if' ? this.branch(otherwise) : this.expression(otherwise));
      otherwise = isBranch && otherwise.kind === 'if' ? otherwise.else : undefined;
    }
    return group(branches);
  }

  private branch(node: IfExpression): Doc {
    return group(
      ...[this.take('if'), ' ', this.expression(node.condition)],
      ...[line, this.take('then'), ' ', this.expression(node.then)],
    );
  }

  private caseOf(node: CaseExpression): Doc {
    const column = new Alignment();
    const head = [this.take('case'), ' ', this.expression(node.subject), ' '];
    const arms = this.enclosed('{', '}', node.arms, (arm) => this.arm(arm, column), line);
    column.end();
    return [head, arms];
  }

  private arm(arm: CaseExpression['arms'][number], column: Alignment): Doc {
    const patterns = arm.isElse
      ? this.take('else')
      : arm.patterns.map(
          (pattern, index): Doc => [index === 0 ? '' : [' ', this.take('|'), ' '], this.expression(pattern)],
        );
    const head = [patterns, this.take(':')];
    const blanks = mustBreak(head) ? '' : column.add(widthOf(flatText(head)), false);
    return [head, blanks, ' ', this.expression(arm.value)];
  }
}

/** `a ?? b ?? c` in one row. */
const fallbacksOf = (node: OtherwiseExpression): { operator: string; item: Expression }[] => {
  const parts: { operator: string; item: Expression }[] = [{ operator: '', item: node.left }];
  let right = node.right;
  for (; right.kind === 'otherwise'; right = right.right) parts.push({ operator: '??', item: right.left });
  return [...parts, { operator: '??', item: right }];
};

/** `a + b - c` in one row; products in rows of their own. */
const termsOf = (node: ArithmeticExpression): { operator: string; item: Expression }[] => {
  const parts: { operator: string; item: Expression }[] = [];
  let left: Expression = node;
  while (left.kind === 'arithmetic' && (left.operator === '*') === (node.operator === '*')) {
    parts.push({ operator: left.operator, item: left.right });
    left = left.left;
  }
  return [{ operator: '', item: left }, ...parts.reverse()];
};
