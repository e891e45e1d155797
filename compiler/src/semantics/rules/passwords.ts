// `newPassword(length)` (X3): the whole right side of a `once` flow to a secret.
import { rulesDiagnostics } from '../../diagnostics/catalogue/rules.js';
import { diagnosticsOf } from '../../diagnostics/index.js';
import type { SourceFile } from '../../source/index.js';
import type { CallExpression, FlowClause } from '../../syntax/index.js';
import { broken, constant } from '../expressions/index.js';
import type { Report } from '../findings.js';
import type { ObjectAttribute } from '../object-types.js';
import type { Typed } from '../scope.js';
import { bare } from '../syntax-walk.js';

const report = diagnosticsOf(rulesDiagnostics);

const LEAST = 8;
const MOST = 256;

/** The call, where it is the whole right side of such a flow. */
export const passwordIn = (clause: FlowClause, attribute: ObjectAttribute | undefined): CallExpression | undefined => {
  const value = bare(clause.value);
  const isPassword = value.kind === 'call' && value.name.text === 'newPassword';
  return isPassword && clause.mode === 'once' && attribute?.type.scalar === 'secret' ? value : undefined;
};

/** Checks the length, and gives the password as the plan has it. */
export const checkPassword = (
  call: CallExpression,
  { file, to }: { readonly file: SourceFile; readonly to: Report },
): Typed => {
  const [argument, ...others] = call.arguments;
  const given = argument === undefined || argument.kind === 'lambda' ? undefined : bare(argument);
  const length = given?.kind === 'integer' && others.length === 0 ? Number(given.value) : 0;
  if (length < LEAST || length > MOST) {
    const values = { least: String(LEAST), most: String(MOST) };
    to(report('SR3411', { file, span: (argument ?? call).span }, values));
    return broken;
  }
  return constant({ op: 'newPassword', length }, { scalar: 'secret', many: false });
};
