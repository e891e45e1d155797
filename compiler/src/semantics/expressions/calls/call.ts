// Calls (T11): which function is meant, and the forms that have rules of their own.
import { ENTRA_CONNECT, MIM } from '@syncrule/runtime/functions';
import { type CallExpression, isMissing } from '../../../syntax/tree.js';
import type { Typed } from '../../scope.js';
import type { Context, Expected } from '../context.js';
import { report, suggestions } from '../report.js';
import { now, today } from '../time.js';
import { broken } from '../typed.js';
import { account } from './account.js';
import { checkLoosely } from './arguments.js';
import { callOfCatalogue } from './catalogue.js';
import { callOfDeclared } from './declared.js';
import { misplacedPassword } from './password.js';
import { unique } from './unique.js';

export const call = (context: Context, node: CallExpression, expected: Expected | undefined): Typed => {
  const name = node.name.text;
  if (isMissing(node.name)) return broken;
  if (name === 'now') return now(context, node);
  if (name === 'today') return today(context, node);
  if (name === 'unique') return unique(context, node);
  if (name === 'account') return account(context, node, expected);
  if (name === 'newPassword') return misplacedPassword(context, node);
  const entry = context.catalogue.get(name);
  if (entry !== undefined) return callOfCatalogue(context, node, entry);
  const declared = context.scope.function(name);
  return declared === undefined ? unknownFunction(context, node) : callOfDeclared(context, node, declared);
};

const OWN_FORMS = ['now', 'today', 'unique', 'account', 'newPassword'];

/** What the functions of Entra Connect and MIM that are called otherwise are here, by their names in small letters. */
const COUNTERPARTS: ReadonlyMap<string, string> = new Map(
  [...MIM, ...ENTRA_CONNECT].flatMap(({ theirs, ours }) =>
    theirs.toLowerCase() === ours.toLowerCase()
      ? []
      : [[theirs.toLowerCase(), `\`${theirs}\` is \`${ours}\` here`] as const],
  ),
);

const unknownFunction = (context: Context, node: CallExpression): Typed => {
  const name = node.name.text;
  const candidates = [...context.catalogue.keys(), ...context.scope.functions(), ...OWN_FORMS];
  const near = suggestions(context, node.name, candidates);
  const theirs = COUNTERPARTS.get(name.toLowerCase());
  const typed = report(context, 'SR3114', node.name, { name }, theirs === undefined ? near : { ...near, help: theirs });
  checkLoosely(context, node);
  return typed;
};
