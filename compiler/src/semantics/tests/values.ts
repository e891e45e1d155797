// Values that a test gives and expects: each attribute exists, each value fits its type.
import type { ValueType } from '@syncrule/runtime/plan';
import { constantContent, valuesOf } from '@syncrule/runtime/values';
import { namesDiagnostics } from '../../diagnostics/catalogue/names.js';
import { diagnosticsOf } from '../../diagnostics/index.js';
import type { Location, Span } from '../../source/index.js';
import { type ObjectNode, pathText, type TestValue as TestValueNode } from '../../syntax/index.js';
import { constantOf } from '../constants.js';
import { describeType } from '../expressions/index.js';
import { type Meant, meant, meantText } from '../nearest-name.js';
import { attributeNames, type ObjectType } from '../object-types.js';
import { at, report, type TestContext } from './context.js';
import type { TestField, TestValue, TestValues } from './model.js';
import { connectorTypeOf, knownObject } from './subject.js';

const reportName = diagnosticsOf(namesDiagnostics);

/** The values of an object's fields. Fields named `besides` are left out: they are no attributes. */
export const valuesOfObject = (
  object: ObjectNode | undefined,
  type: ObjectType,
  context: TestContext,
  besides?: string,
): TestValues => {
  const values = new Map<string, TestField>();
  for (const { path, value, span } of object?.fields ?? []) {
    const text = pathText(path);
    if (text === '' || text === besides) continue;
    const found = attributeOf(type, text);
    if (found === undefined) {
      const location = at(context, path.span);
      const extras = meant(location, text, attributeNames(type));
      context.to(report('SR6005', location, { type: type.name, name: text }, extras));
      continue;
    }
    if (values.has(found.name)) context.to(reportName('SR3001', at(context, path.span), twice(found.name)));
    const read = valuesIn(value, found.type, context);
    if (read !== undefined) values.set(found.name, { span, values: read });
  }
  return values;
};

const twice = (name: string) => ({ what: 'attribute in this object', name });

/** `goneSince` stands in no declaration (5.8). */
const attributeOf = (type: ObjectType, name: string): { readonly name: string; readonly type: ValueType } | undefined =>
  type.find(name) ??
  (type.side === 'mv' && name === 'goneSince' ? { name, type: { scalar: 'datetime', many: false } } : undefined);

const valuesIn = (node: TestValueNode, type: ValueType, context: TestContext): readonly TestValue[] | undefined => {
  if (node.kind === 'absent') return [];
  if (node.kind === 'values' || node.kind === 'list') {
    if (!type.many) return wrong('a list', node.span, type, context);
    const each = node.items.map((item) => valuesIn(item, { ...type, many: false }, context));
    return each.some((values) => values === undefined) ? undefined : each.flatMap((values) => values ?? []);
  }
  return node.kind === 'object' ? reference(node, type, context) : plain(node, type, context);
};

const reference = (
  node: Extract<TestValueNode, { kind: 'object' }>,
  type: ValueType,
  context: TestContext,
): readonly TestValue[] | undefined => {
  const target = connectorTypeOf(node.type, 'a reference', context);
  if (target === undefined) return undefined;
  const isMetaverse = type.to?.every((name) => !name.includes('.')) === true;
  const isRight = type.scalar === 'ref' && (type.to === undefined || isMetaverse || type.to.includes(target.name));
  if (!isRight) return wrong(`a reference to \`${target.name}\``, node.span, type, context);
  const object = knownObject(target, node.anchor, context);
  return object && [{ kind: 'object', object }];
};

const plain = (
  node: Exclude<TestValueNode, { kind: 'object' | 'values' }>,
  type: ValueType,
  context: TestContext,
): readonly TestValue[] | undefined => {
  const reading = constantOf(node, { ...type, many: false });
  if (reading.kind === 'hole') return undefined;
  if (reading.kind === 'wrong') return wrong(reading.found, (reading.at ?? node).span, type, context);
  return valuesOf(constantContent(reading.value)).map((value) => ({ kind: 'value', value }));
};

const wrong = (found: string, span: Span, type: ValueType, context: TestContext): undefined => {
  const location = at(context, span);
  context.to(report('SR6004', location, { expected: describeType(type), found }, extrasFor(location, type)));
  return undefined;
};

/** What was meant instead: one of the texts of the set, an object of the test. */
const extrasFor = (location: Location, { scalar, oneOf, to }: ValueType): Meant => {
  if (oneOf !== undefined) return meantText(location, textAt(location), oneOf);
  if (scalar !== 'ref') return {};
  const type = to?.some((name) => name.includes('.')) === true ? to[0] : undefined;
  return { help: `write the type and anchor of an object of the test: \`${type ?? 'hr.person'} "1001"\`` };
};

/** A text without its quotes. */
const textAt = ({ file, span }: Location): string =>
  file.text.slice(span.start, span.end).replaceAll(/^["']|["']$/g, '');
