// Texts (T2, T4): plain ones, with holes, one of a closed set, names of objects.
import type { Expr } from '@syncrule/runtime/plan';
import { nearest } from '../../diagnostics/suggest.js';
import type { TextExpression } from '../../syntax/tree.js';
import type { Type, Typed } from '../scope.js';
import type { Context, Expected } from './context.js';
import { textConversions } from './conversions.js';
import { distinguishedName } from './dn/template.js';
import { value } from './parts.js';
import { replace, report } from './report.js';
import { broken, constant, strict } from './typed.js';
import { describeType, elementOf, isMany, isScalar, isSecret, single } from './types.js';

/** A text, read as its place expects. */
export const text = (context: Context, node: TextExpression, expected: Expected | undefined): Typed => {
  const type = expected === undefined ? undefined : elementOf(expected.type);
  if (type === undefined || type === 'anything') return plainText(context, node);
  if (type.scalar === 'dn') return distinguishedName(context, node);
  if (type.scalar === 'string' && type.oneOf !== undefined)
    return oneOfTexts(context, node, { ...type, oneOf: type.oneOf }, expected?.neighbour ?? false);
  const connector = type.scalar === 'ref' ? namingConnector(context, type.to, expected?.connector) : undefined;
  return connector === undefined ? plainText(context, node) : named(context, node, { type, connector });
};

/** The text of a literal without holes; undefined for one that has some. */
export const literalText = (node: TextExpression): string | undefined => {
  let all = '';
  for (const part of node.parts) {
    if (part.kind === 'hole') return undefined;
    all += part.text;
  }
  return all;
};

const plainText = (context: Context, node: TextExpression): Typed => {
  const literal = literalText(node);
  if (literal !== undefined) return constant({ op: 'const', value: literal }, single('string'));
  const holes: Typed[] = [];
  const parts: (string | Expr)[] = [];
  for (const part of node.parts) {
    if (part.kind === 'literal') {
      parts.push(part.text);
      continue;
    }
    const typed = hole(context, part);
    holes.push(typed);
    parts.push(typed.expr);
  }
  return strict({ op: 'text', parts }, single('string'), holes);
};

const hole = (context: Context, part: Extract<TextExpression['parts'][number], { kind: 'hole' }>): Typed => {
  const typed = value(context, part.value);
  if (typed.type === 'anything' || isScalar(typed.type, 'string', 'integer', 'dn')) return typed;
  if (isSecret(typed.type)) return report(context, 'SR3143', part.value, {});
  const fixes = textConversions(context, part.value, typed.type);
  const found = describeType(typed.type);
  return isMany(typed.type)
    ? report(context, 'SR3202', part.value, { what: 'a hole', found }, { fixes })
    : report(context, 'SR3126', part.value, { found }, { fixes });
};

const oneOfTexts = (
  context: Context,
  node: TextExpression,
  type: Exclude<Type, 'anything'> & { readonly oneOf: readonly string[] },
  orAnother: boolean,
): Typed => {
  const literal = literalText(node);
  if (literal !== undefined && type.oneOf.includes(literal)) {
    return constant({ op: 'const', value: literal }, { scalar: 'string', many: false, oneOf: [literal] });
  }
  if (orAnother) return plainText(context, node);
  const expected = describeType({ ...type, many: false });
  if (literal === undefined) return report(context, 'SR3122', node, { expected });
  const near = nearest(literal, type.oneOf).map((candidate) => JSON.stringify(candidate));
  const fixes = near.map((candidate) => replace(context, node, `Change to ${candidate}`, candidate));
  const help = near.length === 0 ? {} : { help: `did you mean ${near.join(' or ')}?` };
  return report(context, 'SR3121', node, { expected, found: JSON.stringify(literal) }, { ...help, fixes });
};

/** The connector among whose objects a text names one, if they have LDAP names. */
const namingConnector = (
  context: Context,
  types: readonly string[] | undefined,
  ofTarget: string | undefined,
): string | undefined => {
  const [first] = types ?? context.scope.types('cs').filter((name) => name.split('.')[0] === ofTarget);
  if (first === undefined || !first.includes('.')) return undefined;
  return context.scope.namedBy(first) === 'dn' ? first.split('.')[0] : undefined;
};

const named = (
  context: Context,
  node: TextExpression,
  { type, connector }: { readonly type: Exclude<Type, 'anything'>; readonly connector: string },
): Typed => {
  const name = distinguishedName(context, node);
  if (name.type === 'anything') return broken;
  return { ...strict({ op: 'named', name: name.expr, connector }, type, [name]), side: 'cs' };
};
