// `e.x` (N6): members of groups, and attributes read through references.
import type { Expression, MemberExpression, Name } from '../../syntax/tree.js';
import { isMissing } from '../../syntax/tree.js';
import type { Typed } from '../scope.js';
import type { Context } from './context.js';
import { type Meaning, meaningOf, meaningOfName, meaningOfQualified } from './names.js';
import { operand } from './parts.js';
import { report, suggestions } from './report.js';
import { hasAttribute, through } from './through.js';
import { broken } from './typed.js';

type MemberMeaning =
  | Meaning
  /** A group of the object that `typed` refers to; the attribute's name goes on behind the next dot. */
  | { readonly kind: 'groupOf'; readonly typed: Typed; readonly name: string };

/** What a member stands for. `next`: the name behind it, if one follows. */
export const meaningOfMember = (context: Context, node: MemberExpression, next?: Name): MemberMeaning => {
  const of = meaningBefore(context, node.of, node.name);
  if (isMissing(node.name)) return { kind: 'value', typed: broken };
  if (of.kind === 'group') return memberOfGroup(context, of, node);
  const attribute = of.kind === 'groupOf' ? `${of.name}.${node.name.text}` : node.name.text;
  if (next !== undefined && !hasAttribute(context, of.typed, attribute)) {
    if (hasAttribute(context, of.typed, `${attribute}.${next.text}`)) {
      return { kind: 'groupOf', typed: of.typed, name: attribute };
    }
  }
  return { kind: 'value', typed: through(context, of.typed, node, attribute) };
};

const meaningBefore = (context: Context, node: Expression, next: Name): MemberMeaning => {
  switch (node.kind) {
    case 'name':
      return meaningOfName(context, node);
    case 'qualified':
      return meaningOfQualified(context, node);
    case 'member':
      return meaningOfMember(context, node, next);
    default:
      return { kind: 'value', typed: operand(context, node) };
  }
};

const memberOfGroup = (
  context: Context,
  group: Extract<Meaning, { kind: 'group' }>,
  { name, span }: MemberExpression,
): Meaning => {
  const whole = `${group.name}.${name.text}`;
  const binding = group.members.find(whole);
  if (binding !== undefined) {
    return meaningOf(context, binding, { name: { text: whole, span: name.span }, span, members: group.members });
  }
  const prefix = `${group.name}.`;
  const siblings = group.members.names().filter((candidate) => candidate.startsWith(prefix));
  const shorter = siblings.map((candidate) => candidate.slice(prefix.length));
  const values = { types: `the group \`${group.name}\``, name: name.text };
  return { kind: 'value', typed: report(context, 'SR3106', name, values, suggestions(context, name, shorter)) };
};
