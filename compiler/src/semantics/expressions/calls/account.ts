// `account(e, name)` (X4): references that stand for another account than the unnamed one where they cross sides.
import type { CallExpression } from '../../../syntax/tree.js';
import type { Typed } from '../../scope.js';
import type { Context, Expected } from '../context.js';
import { sideOf } from '../fit.js';
import { stripped, value } from '../parts.js';
import { report, suggestions } from '../report.js';
import { broken } from '../typed.js';
import { describeType } from '../types.js';
import { checkLoosely } from './arguments.js';

const SIGNATURE = 'account(reference, account)';

export const account = (context: Context, node: CallExpression, expected: Expected | undefined): Typed => {
  const [of, name, ...others] = node.arguments;
  if (of === undefined || name === undefined || others.length > 0 || of.kind === 'lambda' || name.kind === 'lambda') {
    const first = node.arguments.slice(0, 1);
    checkLoosely(context, { ...node, arguments: first });
    return report(context, 'SR3823', node, { signature: SIGNATURE });
  }
  const isReference = expected !== undefined && (expected.type === 'anything' || expected.type.scalar === 'ref');
  if (!isReference || !expected.crossing || context.scope.target?.qualifier !== 'cs') {
    return report(context, 'SR3821', node, {});
  }
  const typed = value(context, of);
  const plain = stripped(name);
  if (plain.kind !== 'name') {
    return plain.kind === 'missing' ? broken : report(context, 'SR3823', name, { signature: SIGNATURE });
  }
  const known = accountsOf(context, expected);
  if (!known.includes(plain.name.text)) {
    return report(context, 'SR3822', plain, { name: plain.name.text }, suggestions(context, plain.name, known));
  }
  if (typed.type === 'anything') return broken;
  if (typed.type.scalar !== 'ref' || sideOf(typed) !== 'mv') {
    return report(context, 'SR3824', of, { found: describeType(typed.type) });
  }
  return { ...typed, expr: { op: 'account', of: typed.expr, name: plain.name.text }, path: undefined };
};

/** The accounts of the types that the target may refer to. */
const accountsOf = ({ scope }: Context, { type, connector }: Expected): readonly string[] => {
  const types =
    (type === 'anything' ? undefined : type.to) ??
    scope.types('cs').filter((name) => connector !== undefined && name.startsWith(`${connector}.`));
  return [...new Set(types.flatMap((name) => scope.accounts?.(name) ?? []))].sort();
};
