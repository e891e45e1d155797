// Expressions of a plan as the language writes them: what a rule means, however it was spelt.
import type { Constant, DnPart, Expr, Lambda, Plan, PlanKey } from '@syncrule/runtime/plan';
import { formatDuration, formatIsoDate, formatIsoInstant } from '@syncrule/runtime/values';

/** What the names in an expression refer to. */
export interface Sight {
  /** How attributes of the source are written: `''`, or the variable of an `every` with its dot. */
  readonly source: string;
  readonly target: 'cs.' | 'mv.';
  readonly keys: readonly PlanKey[];
}

/** For expressions that read one object. */
export const sightOf = (plan: Pick<Plan, 'keys'>, target: Sight['target'] = 'cs.'): Sight => ({
  source: '',
  target,
  keys: plan.keys,
});

/** How tightly forms bind (section 4): an operand that binds less tightly needs brackets. */
const LEVEL = { open: 1, logic: 2, not: 3, compare: 4, otherwise: 5, add: 6, multiply: 7, negate: 8, name: 9 } as const;

interface Text {
  readonly text: string;
  readonly level: number;
}

export const expressionText = (expr: Expr, sight: Sight): string => textOf(expr, sight).text;

const name = (text: string): Text => ({ text, level: LEVEL.name });

const textOf = (expr: Expr, sight: Sight): Text => {
  switch (expr.op) {
    case 'const':
      return name(constantText(expr.value));
    case 'source':
      return name(`${sight.source}${expr.attribute}`);
    case 'target':
      return name(`${sight.target}${expr.attribute}`);
    case 'param':
      return name(`param.${expr.name}`);
    case 'variable':
    case 'let':
      return name(expr.name);
    case 'absent':
    case 'self':
    case 'clear':
    case 'keep':
      return name(expr.op);
    case 'now':
      return name('now()');
    case 'through':
      return name(`${inside(expr.of, LEVEL.name, sight)}.${expr.attribute}`);
    case 'text':
      return name(`"${filledText(expr.parts, sight)}"`);
    case 'dn':
      return name(`"${expr.parts.map((part) => dnPartText(part, sight)).join(',')}"`);
    case 'list':
      return name(`[${listed(expr.items, sight)}]`);
    default:
      return formText(expr, sight);
  }
};

type Form = Exclude<
  Expr,
  {
    readonly op:
      | 'const'
      | 'source'
      | 'target'
      | 'param'
      | 'variable'
      | 'let'
      | 'absent'
      | 'self'
      | 'clear'
      | 'keep'
      | 'now'
      | 'through'
      | 'text'
      | 'dn'
      | 'list';
  }
>;

const formText = (expr: Form, sight: Sight): Text => {
  switch (expr.op) {
    case 'named':
      return textOf(expr.name, sight);
    case 'call':
    case 'apply':
      return name(`${expr.name}(${expr.arguments.map((argument) => argumentText(argument, sight)).join(', ')})`);
    case 'today':
      return name(`today(${expressionText(expr.zone, sight)})`);
    case 'error':
      return name(`error(${expressionText(expr.message, sight)})`);
    case 'account':
      return name(`account(${expressionText(expr.of, sight)}, ${JSON.stringify(expr.name)})`);
    case 'newPassword':
      return name(`newPassword(${expr.length})`);
    case 'unique': {
      const parts = [...expr.candidates, ...(expr.next === undefined ? [] : [expr.next])];
      return name(`unique(${[expr.namespace, ...parts.map((part) => argumentText(part, sight))].join(', ')})`);
    }
    default:
      return operatorText(expr, sight);
  }
};

type Operator = Exclude<
  Form,
  { readonly op: 'named' | 'call' | 'apply' | 'today' | 'error' | 'account' | 'newPassword' | 'unique' }
>;

const SIGNS = {
  equal: '==',
  unequal: '!=',
  less: '<',
  lessOrEqual: '<=',
  greater: '>',
  greaterOrEqual: '>=',
  in: 'in',
} as const;

const operatorText = (expr: Operator, sight: Sight): Text => {
  switch (expr.op) {
    case 'if': {
      const otherwise = expr.else === undefined ? '' : ` else ${expressionText(expr.else, sight)}`;
      const [condition, then] = [expressionText(expr.condition, sight), inside(expr.then, LEVEL.logic, sight)];
      return { text: `if ${condition} then ${then}${otherwise}`, level: LEVEL.open };
    }
    case 'case': {
      const arms = expr.arms.map(
        (arm) => `${arm.patterns.map(constantText).join(' | ')}: ${expressionText(arm.then, sight)}`,
      );
      const all = expr.else === undefined ? arms : [...arms, `else: ${expressionText(expr.else, sight)}`];
      return { text: `case ${expressionText(expr.subject, sight)} { ${all.join(', ')} }`, level: LEVEL.open };
    }
    case 'every':
      return { text: everyText(expr, sight), level: LEVEL.open };
    case 'and':
    case 'or':
      return {
        text: expr.items.map((item) => inside(item, LEVEL.not, sight)).join(` ${expr.op} `),
        level: LEVEL.logic,
      };
    case 'not':
      return { text: `not ${inside(expr.of, LEVEL.not, sight)}`, level: LEVEL.not };
    case 'present':
    case 'missing':
      return {
        text: `${inside(expr.of, LEVEL.otherwise, sight)} is ${expr.op === 'present' ? 'present' : 'absent'}`,
        level: LEVEL.compare,
      };
    case 'otherwise':
      return {
        text: `${inside(expr.left, LEVEL.add, sight)} ?? ${inside(expr.right, LEVEL.otherwise, sight)}`,
        level: LEVEL.otherwise,
      };
    case 'add':
    case 'subtract':
      return {
        text: `${inside(expr.left, LEVEL.add, sight)} ${expr.op === 'add' ? '+' : '-'} ${inside(expr.right, LEVEL.multiply, sight)}`,
        level: LEVEL.add,
      };
    case 'multiply':
      return {
        text: `${inside(expr.left, LEVEL.multiply, sight)} * ${inside(expr.right, LEVEL.negate, sight)}`,
        level: LEVEL.multiply,
      };
    case 'negate':
      return { text: `-${inside(expr.of, LEVEL.negate, sight)}`, level: LEVEL.negate };
    default:
      return {
        text: `${inside(expr.left, LEVEL.otherwise, sight)} ${SIGNS[expr.op]} ${inside(expr.right, LEVEL.otherwise, sight)}`,
        level: LEVEL.compare,
      };
  }
};

const inside = (expr: Expr, least: number, sight: Sight): string => {
  const { text, level } = textOf(expr, sight);
  return level < least ? `(${text})` : text;
};

const listed = (items: readonly Expr[], sight: Sight): string =>
  items.map((item) => expressionText(item, sight)).join(', ');

const argumentText = (argument: Expr | Lambda, sight: Sight): string =>
  argument.op === 'lambda'
    ? `${argument.variable} => ${expressionText(argument.body, sight)}`
    : expressionText(argument, sight);

/** The key's parts and its conditions are of the member, the links of the object that asks. */
const everyText = (expr: Extract<Expr, { readonly op: 'every' }>, sight: Sight): string => {
  const key = sight.keys[expr.key];
  const member: Sight = { ...sight, source: `${expr.variable}.` };
  const links = (key?.parts ?? []).map(({ of }, at) => {
    const link = expr.links[at];
    return `${inside(of, LEVEL.otherwise, member)} == ${link === undefined ? '?' : inside(link, LEVEL.otherwise, sight)}`;
  });
  const conditions = (key?.conditions ?? []).map((condition) => inside(condition, LEVEL.not, member));
  const rest = expr.condition === undefined ? [] : [inside(expr.condition, LEVEL.not, sight)];
  const all = [...links, ...conditions, ...rest];
  return `every ${expr.type} ${expr.variable} where ${all.length === 0 ? 'true' : all.join(' and ')}`;
};

const filledText = (parts: readonly (string | Expr)[], sight: Sight): string =>
  parts
    .map((part) =>
      typeof part === 'string' ? JSON.stringify(part).slice(1, -1) : `\${${expressionText(part, sight)}}`,
    )
    .join('');

const dnPartText = (part: DnPart, sight: Sight): string =>
  'run' in part
    ? `\${${expressionText(part.run, sight)}}`
    : part.rdn.map(({ type, value }) => `${type}=${filledText(value, sight)}`).join('+');

/** A text that holds no holes. */
const quotedText = (text: string): string => JSON.stringify(text).replaceAll('${', '\\${');

/** A constant as the language writes it. */
export const constantText = (value: Constant): string => {
  if (typeof value === 'string') return quotedText(value);
  if (typeof value === 'boolean') return String(value);
  if ('integer' in value) return value.integer;
  if ('date' in value) return formatIsoDate(value.date);
  if ('datetime' in value) return formatIsoInstant(value.datetime);
  if ('duration' in value) return formatDuration(value.duration);
  return `[${value.map(constantText).join(', ')}]`;
};
