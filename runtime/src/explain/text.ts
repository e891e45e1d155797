// An expression of a plan as a rule writes it.
import type { Constant, DnPart, Expr, Lambda } from '../plan/index.js';

/** `status == "active" and endDate is present`. `target`: what the other object is called here. */
export const exprText = (expr: Expr, target: 'cs' | 'mv' = 'cs'): string => {
  const text = (part: Expr): string => exprText(part, target);
  const inner = (part: Expr): string => (isLoose(part) ? `(${text(part)})` : text(part));
  switch (expr.op) {
    case 'const':
      return constantText(expr.value);
    case 'absent':
      return 'absent';
    case 'source':
      return expr.attribute;
    case 'target':
      return `${target}.${expr.attribute}`;
    case 'param':
      return `param.${expr.name}`;
    case 'self':
      return 'self';
    case 'variable':
    case 'let':
      return expr.name;
    case 'through':
      return `${inner(expr.of)}.${expr.attribute}`;
    case 'text':
      return `"${partsText(expr.parts, text)}"`;
    case 'dn':
      return `"${expr.parts.map((part) => dnPartText(part, text)).join(',')}"`;
    case 'named':
      return text(expr.name);
    case 'call':
    case 'apply':
      return `${expr.name}(${expr.arguments.map((argument) => argumentText(argument, text)).join(', ')})`;
    case 'if':
      return `if ${text(expr.condition)} then ${text(expr.then)}${expr.else === undefined ? '' : ` else ${text(expr.else)}`}`;
    case 'case':
      return `case ${text(expr.subject)} …`;
    case 'and':
    case 'or':
      return expr.items.map(inner).join(` ${expr.op} `);
    case 'not':
      return `not ${inner(expr.of)}`;
    case 'present':
      return `${inner(expr.of)} is present`;
    case 'missing':
      return `${inner(expr.of)} is absent`;
    case 'list':
      return `[${expr.items.map(text).join(', ')}]`;
    case 'negate':
      return `-${inner(expr.of)}`;
    case 'every':
      return `every ${expr.type} ${expr.variable}${expr.condition === undefined ? '' : ` where ${text(expr.condition)}`}`;
    case 'unique':
      return `unique(${[expr.namespace, ...expr.candidates.map(text)].join(', ')})`;
    case 'account':
      return `account(${text(expr.of)}, ${expr.name})`;
    case 'newPassword':
      return `newPassword(${expr.length})`;
    case 'now':
      return 'now()';
    case 'today':
      return `today(${text(expr.zone)})`;
    case 'clear':
    case 'keep':
      return expr.op;
    case 'error':
      return `error(${text(expr.message)})`;
    default:
      return `${inner(expr.left)} ${SIGNS[expr.op]} ${inner(expr.right)}`;
  }
};

const SIGNS = {
  equal: '==',
  unequal: '!=',
  less: '<',
  lessOrEqual: '<=',
  greater: '>',
  greaterOrEqual: '>=',
  in: 'in',
  otherwise: '??',
  add: '+',
  subtract: '-',
  multiply: '*',
} as const;

const LOOSE: ReadonlySet<Expr['op']> = new Set(['and', 'or', 'if', 'case', 'otherwise']);

const isLoose = ({ op }: Expr): boolean => LOOSE.has(op);

const MS_PER_DAY = 86_400_000;

const constantText = (value: Constant): string => {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'boolean') return String(value);
  if ('integer' in value) return value.integer;
  if ('date' in value) return new Date(value.date * MS_PER_DAY).toISOString().slice(0, 10);
  if ('datetime' in value) return new Date(value.datetime).toISOString();
  if ('duration' in value) return `${value.duration / 1000} s`;
  return `[${value.map(constantText).join(', ')}]`;
};

const partsText = (parts: readonly (string | Expr)[], text: (expr: Expr) => string): string =>
  parts.map((part) => (typeof part === 'string' ? part : `\${${text(part)}}`)).join('');

const dnPartText = (part: DnPart, text: (expr: Expr) => string): string =>
  'run' in part
    ? `\${${text(part.run)}}`
    : part.rdn.map(({ type, value }) => `${type}=${partsText(value, text)}`).join('+');

const argumentText = (argument: Expr | Lambda, text: (expr: Expr) => string): string =>
  argument.op === 'lambda' ? `${argument.variable} => ${text(argument.body)}` : text(argument);
