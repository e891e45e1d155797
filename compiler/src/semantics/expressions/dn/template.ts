// DN templates (T3): a text where a `dn` is expected.
import type { DnPart, Expr } from '@syncrule/runtime/plan';
import type { Span } from '../../../source/source.js';
import type { Expression, TextExpression, TextPart } from '../../../syntax/tree.js';
import type { Typed } from '../../scope.js';
import { type Context, hint } from '../context.js';
import { conversions } from '../conversions.js';
import { value } from '../parts.js';
import { report } from '../report.js';
import { constant, strict } from '../typed.js';
import { describeType, isMany, isScalar, isSecret, single } from '../types.js';
import { type Component, parseTemplate, type Unit, type ValuePart } from './parse.js';

/** A distinguished name, with holes or without. */
export const distinguishedName = (context: Context, node: TextExpression): Typed => {
  const end = { start: Math.max(node.span.start, node.span.end - 1), end: node.span.end };
  const units = node.parts.flatMap((part) => unitsOf(part));
  if (units.length === 0) return report(context, 'SR3123', node, { reason: 'it is empty' });
  const parsed = parseTemplate(units, end);
  if (!isComponents(parsed)) return report(context, 'SR3123', { span: parsed.span }, { reason: parsed.reason });
  if (node.parts.every((part) => part.kind === 'literal')) {
    const text = units.map((unit) => (unit.kind === 'character' ? unit.text : '')).join('');
    return constant({ op: 'const', value: text }, single('dn'));
  }
  return template(context, parsed);
};

const template = (context: Context, components: readonly Component[]): Typed => {
  const holes: Typed[] = [];
  const use = (typed: Typed): Expr => {
    holes.push(typed);
    return typed.expr;
  };
  const valuePart = (part: ValuePart): string | Expr =>
    typeof part === 'string' ? part : use(valueHole(context, part.hole));
  const partOf = (component: Component): DnPart => {
    if (component.kind === 'run') return { run: use(runHole(context, component.hole)) };
    if (component.kind === 'written') return { run: { op: 'const', value: component.text } };
    return { rdn: component.pairs.map(({ type, value: of }) => ({ type, value: of.map(valuePart) })) };
  };
  const parts = components.map(partOf);
  return strict({ op: 'dn', parts }, single('dn'), holes);
};

/** A hole inside a value: a text or a number, escaped when it is evaluated. */
const valueHole = (context: Context, node: Expression): Typed => {
  const typed = value(context, node);
  if (typed.type === 'anything' || isScalar(typed.type, 'string', 'integer')) return typed;
  const fixes = conversions(context, node, typed.type, single('string'));
  return wrongHole(context, node, typed) ?? report(context, 'SR3125', node, found(typed), { fixes });
};

/** A hole for whole components. */
const runHole = (context: Context, node: Expression): Typed => {
  const typed = value(context, node, hint(single('dn')));
  if (typed.type === 'anything' || isScalar(typed.type, 'dn')) return typed;
  const fixes = conversions(context, node, typed.type, single('dn'));
  return wrongHole(context, node, typed) ?? report(context, 'SR3124', node, found(typed), { fixes });
};

const wrongHole = (context: Context, node: Expression, typed: Typed): Typed | undefined => {
  if (isSecret(typed.type)) return report(context, 'SR3143', node, {});
  return isMany(typed.type) ? report(context, 'SR3202', node, { what: 'a hole', ...found(typed) }) : undefined;
};

const found = (typed: Typed): { found: string } => ({ found: describeType(typed.type) });

const isComponents = (parsed: ReturnType<typeof parseTemplate>): parsed is readonly Component[] =>
  Array.isArray(parsed);

/** The characters of a literal piece with their places: exact where the piece has no escapes, else the whole piece. */
const unitsOf = (part: TextPart): Unit[] => {
  if (part.kind === 'hole') return [{ kind: 'hole', value: part.value, span: part.span }];
  const exact = part.text.length === part.span.end - part.span.start;
  let at = part.span.start;
  return [...part.text].map((text) => {
    const span: Span = exact ? { start: at, end: at + text.length } : part.span;
    at += text.length;
    return { kind: 'character', text, span };
  });
};
