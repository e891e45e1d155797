// Calls (T11): which function is meant, and the forms that have rules of their own.
import { type CallExpression, isMissing } from '../../../syntax/tree.js';
import type { Typed } from '../../scope.js';
import type { Context } from '../context.js';
import { report, suggestions } from '../report.js';
import { now, today } from '../time.js';
import { broken } from '../typed.js';
import { checkLoosely } from './arguments.js';
import { callOfCatalogue } from './catalogue.js';
import { callOfDeclared } from './declared.js';

const NOT_YET = { unique: 'SR3902', account: 'SR3903', newPassword: 'SR3904' } as const;

export const call = (context: Context, node: CallExpression): Typed => {
  const name = node.name.text;
  if (isMissing(node.name)) return broken;
  if (name === 'now') return now(context, node);
  if (name === 'today') return today(context, node);
  if (name === 'unique' || name === 'account' || name === 'newPassword')
    return report(context, NOT_YET[name], node, {});
  const entry = context.catalogue.get(name);
  if (entry !== undefined) return callOfCatalogue(context, node, entry);
  const declared = context.scope.function(name);
  return declared === undefined ? unknownFunction(context, node) : callOfDeclared(context, node, declared);
};

const unknownFunction = (context: Context, node: CallExpression): Typed => {
  const candidates = [...context.catalogue.keys(), ...context.scope.functions(), 'now', 'today'];
  const typed = report(
    context,
    'SR3114',
    node.name,
    { name: node.name.text },
    suggestions(context, node.name, candidates),
  );
  checkLoosely(context, node);
  return typed;
};
