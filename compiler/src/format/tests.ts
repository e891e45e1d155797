// How tests are written.
import type {
  Expectation,
  ObjectNode,
  TestDeclaration,
  TestStep,
  TestValue,
  TextExpression,
  TypeName,
} from '../syntax/index.js';
import { DeclarationPrinter } from './declarations.js';
import { type Doc, line, softline } from './doc.js';

interface Subject {
  readonly type: TypeName;
  readonly anchor?: TextExpression;
  readonly object?: ObjectNode;
}

export abstract class TestPrinter extends DeclarationPrinter {
  protected test(node: TestDeclaration): Doc {
    const head = [this.takeAny(), ' ', node.title.kind === 'text' ? this.textOf(node.title) : [], ' '];
    return [head, this.body(node.steps, (step) => this.step(step))];
  }

  private step(node: TestStep): Doc {
    switch (node.kind) {
      case 'param':
        return this.assignment([this.takeAny(), ' ', this.takeAny(), ' ', this.take('=')], node.value);
      case 'at':
        return [this.takeAny(), ' ', this.takeAny()];
      case 'given':
      case 'change':
      case 'remove':
        return [this.takeAny(), ' ', this.subject(node)];
      case 'expect':
        return [this.takeAny(), ' ', this.expectation(node.expectation)];
    }
  }

  private expectation(node: Expectation): Doc {
    switch (node.kind) {
      case 'nothing':
      case 'missing':
        return this.takeAny();
      case 'error':
        return [this.takeAny(), ' ', this.subject(node)];
      case 'object': {
        const no = node.no ? [this.take('no'), ' '] : [];
        const change = node.change === undefined ? [] : [this.take(node.change), ' '];
        return [no, change, this.subject(node)];
      }
    }
  }

  private subject(node: Subject): Doc {
    const type = this.typeName(node.type);
    const anchor = node.anchor === undefined ? [] : [' ', this.textOf(node.anchor)];
    return [type, anchor, node.object === undefined ? [] : [' ', this.object(node.object)]];
  }

  private object(node: ObjectNode): Doc {
    return this.enclosed('{', '}', node.fields, (field) => this.field(field), line, 'fill');
  }

  private field(node: ObjectNode['fields'][number]): Doc {
    const names = node.path.names.map((_, at): Doc => [at === 0 ? '' : this.take('.'), this.takeAny()]);
    return [names, this.take(':'), ' ', this.testValue(node.value)];
  }

  private testValue(node: TestValue): Doc {
    if (node.kind === 'object') return [this.typeName(node.type), ' ', this.textOf(node.anchor)];
    if (node.kind !== 'values') return this.expression(node);
    return this.enclosed('[', ']', node.items, (item) => this.testValue(item), softline, 'fill');
  }
}
