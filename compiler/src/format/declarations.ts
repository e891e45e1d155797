// How clauses and declarations are written.
import { widthOf } from '../diagnostics/render/width.js';
import type {
  AttributeDeclaration,
  Clause,
  ConnectorDeclaration,
  Declaration,
  Expression,
  FlowClause,
  FlowsDeclaration,
  FunctionDeclaration,
  NamespaceDeclaration,
  ParamDeclaration,
  RuleDeclaration,
  TypeName,
  TypeNode,
} from '../syntax/index.js';
import { Alignment } from './alignment.js';
import { type Doc, fill, firstline, group, indent, itemline, join, line, mustBreak, newline, softline } from './doc.js';
import { ExpressionPrinter } from './expressions.js';
import { flatText, LINE_WIDTH } from './layout.js';

export abstract class DeclarationPrinter extends ExpressionPrinter {
  /** Connectors, flows, attributes and entries below each other share columns; an empty line ends that. */
  protected readonly column = new Alignment();
  private readonly values = new Alignment();

  protected endColumns(): void {
    this.column.end();
    this.values.end();
  }

  protected declaration(node: Exclude<Declaration, { kind: 'test' }>): Doc {
    switch (node.kind) {
      case 'param':
        return this.param(node);
      case 'connector':
        return this.connector(node);
      case 'metaverse':
        return [this.head(), this.body(node.attributes, (attribute) => this.attribute(attribute))];
      case 'namespace':
        return [this.head(), this.body(node.entries, (entry) => this.entry(entry))];
      case 'function':
        return this.function(node);
      case 'flows':
      case 'rule':
        return [this.clausesHead(node), ' ', this.body(node.clauses, (clause) => this.clause(clause))];
    }
  }

  /** `metaverse person `. */
  private head(): Doc {
    return [this.takeAny(), ' ', this.takeAny(), ' '];
  }

  /** Items in braces, each on its own line; an empty line between two is kept. */
  protected body<Item>(items: readonly Item[], print: (item: Item) => Doc): Doc {
    const start = this.take('{');
    if (items.length === 0 && !this.hasComment()) return [start, this.take('}')];
    this.endColumns();
    const docs = items.map((item, index): Doc => {
      const comments = this.lead();
      return [index === 0 ? firstline : itemline, comments, print(item)];
    });
    this.endColumns();
    const last = this.hasComment() ? [items.length === 0 ? firstline : itemline, this.comment()] : [];
    return [start, indent(docs, last), newline, this.take('}')];
  }

  /** The comments before an item. They are no part of what must fit on a line; an empty line ends the columns. */
  protected lead(): Doc {
    const isApart = this.isAfterBlank();
    const comments = this.comment();
    if (isApart || this.isAfterBlank()) this.endColumns();
    return comments;
  }

  private param(node: ParamDeclaration): Doc {
    const head = [this.takeAny(), ' ', this.takeAny(), this.take(':'), ' ', this.typeOf(node.type)];
    return node.value === undefined ? head : this.assignment([head, ' ', this.take('=')], node.value);
  }

  private connector(node: ConnectorDeclaration): Doc {
    const head = [this.takeAny(), ' ', this.takeAny()];
    const blanks = this.column.add(widthOf(flatText(head)), true);
    const word = [this.take('{'), ' ', this.take('schema'), ' '];
    const schema = node.schema.kind === 'text' ? this.textOf(node.schema) : [];
    return group(head, blanks, ' ', word, schema, ' ', this.take('}'));
  }

  private attribute(node: AttributeDeclaration): Doc {
    const name = [this.takeAny(), this.take(':')];
    const nameWidth = widthOf(flatText(name));
    const first = mustBreak(name) ? '' : this.column.add(nameWidth, true);
    const type = [' ', this.typeOf(node.type), this.details(node)];
    if (node.value === undefined) {
      this.values.end();
      return group(name, first, type);
    }
    const second = mustBreak(type) ? '' : this.values.add(widthOf(flatText(type)), true);
    return this.assignment([name, first, type, second, ' ', this.take('=')], node.value);
  }

  private details(node: AttributeDeclaration): Doc {
    const exact = node.exact === undefined ? [] : [' ', this.take('exact')];
    if (node.prefer.length === 0) return exact;
    const word = [' ', this.take('prefer'), ' '];
    const names = node.prefer.map((_, index): Doc => [index === 0 ? '' : [this.take(','), ' '], this.takeAny()]);
    return [exact, word, names];
  }

  private entry(node: NamespaceDeclaration['entries'][number]): Doc {
    const head = [this.typeName(node.type), this.take(':')];
    const blanks = mustBreak(head) ? '' : this.column.add(widthOf(flatText(head)), true);
    return this.assignment([head, blanks], node.value);
  }

  private function(node: FunctionDeclaration): Doc {
    const name = [this.takeAny(), ' ', this.takeAny()];
    const parameters = this.enclosed(
      '(',
      ')',
      node.parameters,
      (parameter) => this.parameter(parameter.type),
      softline,
    );
    const head = [name, parameters, this.take(':'), ' ', this.typeOf(node.result), ' ', this.take('=')];
    return group(head, indent(line, this.expression(node.body)));
  }

  private parameter(type: TypeNode): Doc {
    return [this.takeAny(), this.take(':'), ' ', this.typeOf(type)];
  }

  private clausesHead(node: RuleDeclaration | FlowsDeclaration): Doc {
    const name = [this.takeAny(), ' ', this.takeAny()];
    const title = node.kind === 'rule' && node.title !== undefined ? [' ', this.textOf(node.title)] : [];
    const from = [this.take('from'), ' ', this.typeList(node.from)];
    const to = [' ', this.take('to'), ' ', this.typeList(node.to)];
    const hasRank = node.kind === 'rule' && node.precedence !== undefined;
    const rank = hasRank ? [' ', this.take('precedence'), ' ', this.takeAny()] : [];
    return group(name, title, indent(line, from, to, rank));
  }

  private typeList(types: readonly TypeName[]): Doc {
    return fill(types.map((type, index): Doc => [this.typeName(type), index < types.length - 1 ? this.take(',') : '']));
  }

  protected typeName(node: TypeName): Doc {
    const first = this.takeAny();
    const second = node.second === undefined ? [] : [this.take('.'), this.takeAny()];
    const account = node.account === undefined ? [] : [' ', this.take('as'), ' ', this.takeAny()];
    return [first, second, account];
  }

  private typeOf(node: TypeNode): Doc {
    return [this.baseType(node), node.many ? [this.take('['), this.take(']')] : []];
  }

  private baseType(node: TypeNode): Doc {
    if (node.kind === 'ref') return [this.take('ref'), ' ', this.takeAny()];
    if (node.kind !== 'texts') return this.takeAny();
    const texts = node.texts.map((text, index): Doc => {
      const bar = index === 0 ? [] : [line, this.take('|'), ' '];
      return index === 0 ? this.textOf(text) : indent(bar, this.textOf(text));
    });
    return group(texts);
  }

  private clause(node: Clause): Doc {
    if (node.kind === 'flow') return this.flow(node);
    this.endColumns();
    switch (node.kind) {
      case 'scope':
      case 'join':
        return [this.takeAny(), ' ', this.expression(node.condition)];
      case 'project':
      case 'provision':
        return [this.takeAny(), this.condition('when', node.when)];
      case 'unclaimed':
        return [this.takeAny(), ' ', this.takeAny(), this.condition('when', node.when)];
      case 'deprovision':
        return [this.takeAny(), ' ', this.takeAny(), this.condition('after', node.after)];
      case 'let': {
        const name = [this.takeAny(), ' ', this.takeAny()];
        const type = node.type === undefined ? [] : [this.take(':'), ' ', this.typeOf(node.type)];
        return this.assignment([name, type, ' ', this.take('=')], node.value);
      }
      case 'include':
        return [this.takeAny(), ' ', this.takeAny()];
      case 'disabled':
        return this.takeAny();
    }
  }

  private condition(word: string, condition: Expression | undefined): Doc {
    return condition === undefined ? [] : [' ', this.take(word), ' ', this.expression(condition)];
  }

  private flow(node: FlowClause): Doc {
    const targets = node.targets.map((target, index): Doc => {
      const names = target.names.map((_, at): Doc => [at === 0 ? '' : this.take('.'), this.takeAny()]);
      return [names, index < node.targets.length - 1 ? this.take(',') : ''];
    });
    const width = widthOf(flatText(join(' ', targets)));
    const arrow = [this.take('<-'), node.mode === 'set' ? [] : [' ', this.take(node.mode)]];
    if (width > LINE_WIDTH - ROOM) return [fill(targets), indent(newline, this.assignment(arrow, node.value))];
    const blanks = mustBreak(targets) ? '' : this.column.add(width, true);
    return this.assignment([join(' ', targets), blanks, ' ', arrow], node.value);
  }
}

/** What must fit behind the targets of a flow for them to stand on one line: indentation, arrow, a short value. */
const ROOM = 20;
