// Reading an attribute of the object that a reference points to (N6, V2, 8.13).
import type { ValueType } from '@syncrule/runtime/plan';
import type { MemberExpression } from '../../syntax/tree.js';
import type { AttributeSymbol, Typed } from '../scope.js';
import type { Context } from './context.js';
import { union } from './facts.js';
import { sideOf } from './fit.js';
import { withFacts } from './names.js';
import { report, sourceOf, suggestions } from './report.js';
import { broken, from } from './typed.js';
import { describeType, isSecret } from './types.js';

interface Found {
  readonly typeName: string;
  readonly symbol: AttributeSymbol;
}

/** The attribute of the object, or of each object, that `of` refers to. */
export const through = (context: Context, of: Typed, node: MemberExpression, attribute: string): Typed => {
  if (of.type === 'anything') return broken;
  if (of.type.scalar !== 'ref') return noReference(context, of, node);
  const found = find(context, of, attribute);
  const [first, ...others] = found;
  if (first === undefined) return unknown(context, of, node, attribute);
  const other = others.find((one) => !sameType(one.symbol.type, first.symbol.type));
  if (other !== undefined) return conflict(context, node, [first, other]);
  return read(context, of, node, { attribute, found, type: typeOf(found, first, of.type.many) });
};

/** Whether an object that `of` may refer to has the attribute. */
export const hasAttribute = (context: Context, of: Typed, attribute: string): boolean =>
  of.type !== 'anything' && of.type.scalar === 'ref' && find(context, of, attribute).length > 0;

const read = (
  context: Context,
  of: Typed,
  node: MemberExpression,
  { attribute, found, type }: { attribute: string; found: readonly Found[]; type: ValueType },
): Typed => {
  const side = sideOf(of) ?? 'mv';
  const path = of.path === undefined ? undefined : `${of.path}.${attribute}`;
  const types = found.map(({ typeName }) => typeName).sort();
  const base = from({ op: 'through', of: of.expr, attribute, side, types }, type, [of]);
  const typed: Typed = {
    ...base,
    certain: false,
    matching: matchingOf(found),
    path,
    pres: path === undefined ? of.pres : union(of.pres, new Set([path])),
    mayBeAbsent: [{ span: node.span, text: sourceOf(context, node) }],
    reads: { ...base.reads, through: true },
    restsOn: found.some(({ symbol }) => (symbol.naming ?? 'none') !== 'none')
      ? [...base.restsOn, { span: node.span, text: sourceOf(context, node) }]
      : base.restsOn,
    side,
  };
  return withFacts(context, typed, node.span);
};

const find = (context: Context, of: Typed, attribute: string): readonly Found[] =>
  typesOf(context, of).flatMap((typeName) => {
    const symbol = context.scope.attribute(typeName, attribute);
    return symbol === undefined ? [] : [{ typeName, symbol }];
  });

/** The types that the objects can have; of `ref any` all of its side. */
const typesOf = (context: Context, of: Typed): readonly string[] =>
  (of.type === 'anything' ? undefined : of.type.to) ?? context.scope.types(sideOf(of) ?? 'mv');

const sameType = (a: ValueType, b: ValueType): boolean => a.scalar === b.scalar && a.many === b.many;

/** One type for all: sets of texts and targets of references are put together. */
const typeOf = (found: readonly Found[], { symbol }: Found, overList: boolean): ValueType => {
  const { scalar } = symbol.type;
  const many = symbol.type.many || overList;
  const oneOf = gather(found.map((one) => one.symbol.type.oneOf));
  const to = gather(found.map((one) => one.symbol.type.to));
  return { scalar, many, ...(oneOf === undefined ? {} : { oneOf }), ...(to === undefined ? {} : { to }) };
};

const gather = (parts: readonly (readonly string[] | undefined)[]): readonly string[] | undefined => {
  const known = parts.filter((part) => part !== undefined);
  return known.length < parts.length ? undefined : [...new Set(known.flat())].sort();
};

const matchingOf = (found: readonly Found[]): Typed['matching'] =>
  found.some(({ symbol }) => symbol.matching === 'exact') ? 'exact' : found[0]?.symbol.matching;

const noReference = (context: Context, of: Typed, node: MemberExpression): Typed =>
  isSecret(of.type)
    ? report(context, 'SR3143', node.of, {})
    : report(context, 'SR3107', node.of, { name: node.name.text, found: describeType(of.type) });

const unknown = (context: Context, of: Typed, { name }: MemberExpression, attribute: string): Typed => {
  const types = typesOf(context, of);
  const candidates = types.flatMap((typeName) => context.scope.attributes?.(typeName) ?? []);
  const words =
    types.length > 3 ? 'any of the types that this can refer to' : types.map((type) => `\`${type}\``).join(', ');
  return report(context, 'SR3106', name, { types: words, name: attribute }, suggestions(context, name, candidates));
};

const conflict = (context: Context, { name }: MemberExpression, [first, second]: readonly [Found, Found]): Typed =>
  report(context, 'SR3109', name, {
    name: name.text,
    first: describeType(first.symbol.type),
    firstType: first.typeName,
    second: describeType(second.symbol.type),
    secondType: second.typeName,
  });
