// Names (7.1): what stands alone, after `cs.`, `mv.` or `param.`, and the words `same` and `self`.

import type { Fix } from '../../diagnostics/diagnostic.js';
import type { Span } from '../../source/source.js';
import type {
  Expression,
  Name,
  NameExpression,
  QualifiedExpression,
  SameExpression,
  SelfExpression,
} from '../../syntax/tree.js';
import { isMissing } from '../../syntax/tree.js';
import type { Binding, Part, Reads, Typed } from '../scope.js';
import type { Context } from './context.js';
import { noFacts, presenceOf, union } from './facts.js';
import { replace, replaceSafely, report, sourceOf, suggestions } from './report.js';
import { broken, constant, noParts, noReads } from './typed.js';
import { isScalar } from './types.js';

/** What a name stands for: a value, or a group of attributes whose members follow (6.2). */
export type Meaning =
  | { readonly kind: 'value'; readonly typed: Typed }
  | { readonly kind: 'group'; readonly name: string; readonly members: Members };

/** How the members of a group are found. */
export interface Members {
  readonly find: (name: string) => Binding | undefined;
  readonly names: () => readonly string[];
}

/** An unqualified name (N3). */
export const meaningOfName = (context: Context, node: NameExpression): Meaning => {
  const variable = context.variables.get(node.name.text);
  if (variable !== undefined) return { kind: 'value', typed: withFacts(context, variable, node.span) };
  const binding = context.scope.name(node.name.text);
  if (binding === undefined) return { kind: 'value', typed: unknownName(context, node.name) };
  const { name: find, names } = context.scope;
  return meaningOf(context, binding, { name: node.name, span: node.span, members: { find, names } });
};

/** `cs.x`, `mv.x`, `param.x` (N4, N5). */
export const meaningOfQualified = (context: Context, node: QualifiedExpression): Meaning => {
  if (node.qualifier === 'param') return { kind: 'value', typed: parameter(context, node) };
  const { target } = context.scope;
  if (target?.qualifier !== node.qualifier) return { kind: 'value', typed: wrongQualifier(context, node) };
  if (isMissing(node.name)) return { kind: 'value', typed: broken };
  const binding = target.name(node.name.text);
  if (binding !== undefined) {
    return meaningOf(context, binding, {
      name: node.name,
      span: node.span,
      members: { find: target.name, names: target.names },
    });
  }
  const extras = suggestions(context, node.name, target.names());
  return { kind: 'value', typed: report(context, 'SR3102', node.name, { name: node.name.text }, extras) };
};

/** `same` (N7). */
export const same = (context: Context, node: SameExpression): Typed => {
  const { same: of } = context.scope;
  if (of === undefined) return report(context, 'SR3110', node, {});
  const name = { text: of.attribute, span: node.span };
  if (of.binding === undefined) return report(context, 'SR3111', node, { name: of.attribute }, nearTo(context, name));
  const nothing = { find: () => undefined, names: () => [] };
  return valueMeant(context, meaningOf(context, of.binding, { name, span: node.span, members: nothing }), node);
};

/** `self` (N8). */
export const self = (context: Context, node: SelfExpression): Typed => {
  const { self: type, sourceQualifier } = context.scope;
  if (type === undefined) return report(context, 'SR3112', node, {});
  return { ...constant({ op: 'self' }, type), reads: { ...noReads, source: true }, side: sourceQualifier };
};

/** The value; a group by itself is none. */
export const valueMeant = (context: Context, meaning: Meaning, node: Expression): Typed => {
  if (meaning.kind === 'value') return meaning.typed;
  const members = meaning.members.names().filter((name) => name.startsWith(`${meaning.name}.`));
  const listed = members.map((name) => `\`${name}\``).join(', ');
  return report(context, 'SR3108', node, { name: sourceOf(context, node), members: listed || 'what follows the dot' });
};

/** What a binding means where it is used. */
export const meaningOf = (
  context: Context,
  binding: Binding,
  use: { readonly name: Name; readonly span: Span; readonly members: Members },
): Meaning => {
  switch (binding.kind) {
    case 'group':
      return { kind: 'group', name: binding.name, members: use.members };
    case 'forbidden':
      context.scope.report(binding.diagnostic(use.name));
      return { kind: 'value', typed: broken };
    case 'let':
      return { kind: 'value', typed: letUse(context, binding.typed, use) };
    default: {
      const { expr, type, matching, path } = binding;
      const certain = binding.certain || context.facts.present.has(path);
      const pres = new Set([path]);
      const typed = {
        ...constant(expr, type),
        certain,
        matching,
        path,
        pres,
        whenTrue: isScalar(type, 'boolean') ? presenceOf(pres) : noFacts,
        mayBeAbsent: certain ? noParts : [partAt(context, use.span)],
        ...origin(context, binding),
        ...namingOf(binding, use),
      };
      return { kind: 'value', typed };
    }
  }
};

/** A path as the facts see it (P1, W2, W3). */
export const withFacts = (context: Context, typed: Typed, span: Span): Typed => {
  const certain = typed.certain || (typed.path !== undefined && context.facts.present.has(typed.path));
  const whenTrue = isScalar(typed.type, 'boolean') ? presenceOf(typed.pres) : typed.whenTrue;
  const isKnown = certain === typed.certain && certain === (typed.mayBeAbsent.length === 0);
  if (isKnown && whenTrue === typed.whenTrue) return typed;
  return { ...typed, certain, mayBeAbsent: certain ? noParts : partsOr(typed, context, span), whenTrue };
};

/** The paths that may make it absent; itself, where none is known. */
const partsOr = ({ mayBeAbsent }: Typed, context: Context, span: Span): readonly Part[] =>
  mayBeAbsent.length > 0 ? mayBeAbsent : [partAt(context, span)];

const partAt = (context: Context, span: Span): Part => ({
  span,
  text: context.scope.file.text.slice(span.start, span.end),
});

const letUse = (context: Context, typed: Typed, use: { readonly name: Name; readonly span: Span }): Typed => {
  const path = use.name.text;
  const { whenTrue, whenFalse } = broken;
  const { givenName: _, ...rest } = typed;
  const restsOn = typed.restsOn.length === 0 ? typed.restsOn : [{ span: use.span, text: path }];
  return withFacts(
    context,
    { ...rest, restsOn, path, whenTrue, whenFalse, pres: union(typed.pres, new Set([path])) },
    use.span,
  );
};

/** X6: an attribute whose own expression rests on a name. */
const namingOf = (
  binding: Extract<Binding, { kind: 'attribute' | 'variable' }>,
  use: { readonly name: Name; readonly span: Span },
): Partial<Typed> => {
  const naming = binding.kind === 'attribute' ? (binding.naming ?? 'none') : 'none';
  if (naming === 'none') return {};
  return {
    restsOn: [{ span: use.span, text: use.name.text }],
    ...(naming === 'given' ? { givenName: true as const } : {}),
  };
};

const readsSource: Reads = { ...noReads, source: true };
const readsTarget: Reads = { ...noReads, target: true };

/** Which side it reads, and for references between which objects they are. */
const origin = (context: Context, binding: Extract<Binding, { kind: 'attribute' | 'variable' }>): Partial<Typed> => {
  const { sourceQualifier, target } = context.scope;
  if (binding.expr.op === 'source') return { reads: readsSource, side: sourceQualifier };
  if (binding.expr.op === 'target') return { reads: readsTarget, side: target?.qualifier };
  return {};
};

const parameter = (context: Context, { name, span }: QualifiedExpression): Typed => {
  if (isMissing(name)) return broken;
  const known = context.scope.param(name.text);
  if (known === undefined) {
    return report(context, 'SR3103', name, { name: name.text }, suggestions(context, name, context.scope.params()));
  }
  const { type, path } = known;
  return withFacts(context, { ...constant({ op: 'param', name: name.text }, type), path, pres: new Set([path]) }, span);
};

const wrongQualifier = (context: Context, node: QualifiedExpression): Typed => {
  const { qualifier } = node;
  if (qualifier !== context.scope.sourceQualifier) return report(context, 'SR3105', node, { qualifier });
  return report(context, 'SR3104', node, { qualifier }, { fixes: withoutQualifier(context, node) });
};

/** The source's attribute, unless something hides it; else the target's, which may have been meant. */
const withoutQualifier = (context: Context, node: QualifiedExpression): readonly Fix[] => {
  const { text } = node.name;
  const isSeen = !context.variables.has(text) && context.scope.name(text)?.kind === 'attribute';
  if (isSeen) return [replaceSafely(context, node, `Write \`${text}\``, sourceOf(context, node.name))];
  const { target } = context.scope;
  if (target?.name(text)?.kind !== 'attribute') return [];
  const other = `${target.qualifier}.${sourceOf(context, node.name)}`;
  return [replace(context, node, `Write \`${other}\``, other)];
};

const unknownName = (context: Context, name: Name): Typed => {
  if (isMissing(name)) return broken;
  const extras = NOTHINGS.has(name.text.toLowerCase()) ? asAbsent(context, name) : nearTo(context, name);
  return report(context, 'SR3101', name, { name: name.text }, extras);
};

/** What other languages call no value. */
const NOTHINGS: ReadonlySet<string> = new Set(['null', 'nil', 'none', 'nothing', 'undefined', 'empty', 'isnull']);

const asAbsent = (context: Context, name: Name) => ({
  help: 'no value is `absent`; a flow that empties its target says `clear`',
  fixes: [replace(context, name, 'Write `absent`', 'absent'), replace(context, name, 'Write `clear`', 'clear')],
});

/** What an unknown name may have meant (N9): one in sight, a subtraction, or one that needs a qualifier. */
const nearTo = (context: Context, name: Name) => {
  const elsewhere = qualified(context, name) ?? subtraction(context, name);
  if (elsewhere === undefined)
    return suggestions(context, name, [...context.variables.keys(), ...context.scope.names()]);
  const fixes = [replace(context, name, `Write \`${elsewhere}\``, elsewhere)];
  return { help: `did you mean \`${elsewhere}\`?`, fixes };
};

const qualified = (context: Context, { text }: Name): string | undefined => {
  const { target } = context.scope;
  if (context.scope.param(text) !== undefined) return `param.${text}`;
  return target?.name(text)?.kind === 'attribute' ? `${target.qualifier}.${text}` : undefined;
};

const subtraction = (context: Context, { text }: Name): string | undefined => {
  const known = (name: string): boolean => context.variables.has(name) || context.scope.name(name) !== undefined;
  const cuts = [...text.matchAll(/-/g)].map(
    (match) => [text.slice(0, match.index), text.slice(match.index + 1)] as const,
  );
  const found = cuts.find(([left, right]) => known(left) && (known(right) || /^\d+$/.test(right)));
  return found?.join(' - ');
};
