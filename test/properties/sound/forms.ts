// biome-ignore-all lint/suspicious/noTemplateCurlyInString: holes of the language's own texts
// The forms of the language that give a value of any type, or of a few.
import { literal, readable } from './leaves.js';
import type { Form, Making } from './making.js';
import { BOOLEAN, COLOUR, DATE, element, INTEGER, isSame, many, one, TEXT, type Type } from './types.js';

const isText = ({ scalar, oneOf }: Type): boolean => scalar === 'string' && oneOf === undefined;

/** A value whose type is plain without an expectation: what stands beside it is checked against it. */
const plain = (part: Making['part'], type: Type): string => {
  if (type.scalar === 'dn') return `parentOf(${part(type)})`;
  return isText(type) ? `lower(${part(type)})` : part(type);
};

const choice: Form = ({ part }, type) => `if ${part(BOOLEAN)} then ${part(type)} else ${part(type)}`;
const oneArmed: Form = ({ part }, type) => `if ${part(BOOLEAN)} then ${part(type)}`;
const otherwise: Form = ({ part }, type) => `${part(type)} ?? ${part(type)}`;
const withDefault: Form = ({ tape, part }, type) =>
  type.to === undefined ? `${part(type)} ?? ${literal(tape, type)}` : undefined;

/** A branch rests on what its condition has found out. */
const narrowed: Form = ({ tape, scope, part }, type) => {
  const path = readable(tape, scope, type);
  if (path === undefined) return undefined;
  return tape.pick([
    () => `if ${path} is present then ${path} else ${part(type)}`,
    () => `if ${path} is absent or ${part(BOOLEAN)} then ${part(type)} else ${path}`,
    () => `if not (${path} is absent) and ${part(BOOLEAN)} then ${path} else ${part(type)}`,
    () => `if ${part(BOOLEAN)} and ${path} is present then ${path} else ${part(type)}`,
  ])();
};

/** A strict operation on what a condition has found to be present. */
const narrowedDeeply: Form = ({ tape, scope, part }, type) => {
  const path = readable(tape, scope, TEXT);
  if (path === undefined || !isText(type) || type.many) return undefined;
  return `if lower(${path}) == ${part(TEXT)} then "<\${${path}}>" else ${part(TEXT)}`;
};

const caseOf: Form = ({ tape, part }, type) => {
  const arms: readonly [Type, string, string] = tape.pick([
    [TEXT, '"a"', '"b" | "12"'],
    [INTEGER, '7', '0 | 1'],
    [DATE, '2026-03-31', '2024-02-29'],
  ]);
  const [subject, first, second] = arms;
  const last = tape.chance(70) ? `, else: ${part(type)}` : '';
  return `case ${plain(part, subject)} { ${first}: ${part(type)}, ${second}: ${part(type)}${last} }`;
};
/** All texts of a set, without `else`. */
const caseOfSet: Form = ({ tape, scope, part }, type) => {
  const subject = tape.maybe(scope.names.filter((each) => each.type.oneOf !== undefined && !each.type.many));
  if (subject === undefined) return undefined;
  return `case ${subject.name} { "red": ${part(type)}, "green" | "blue": ${part(type)} }`;
};

const holes: Form = ({ tape, part }, type) =>
  isText(type) && !type.many
    ? `"${tape.pick(['', '-'])}\${${part(TEXT)}}${tape.pick(['/', ', '])}\${${part(tape.pick([INTEGER, TEXT, one('dn')]))}}"`
    : undefined;
const template: Form = ({ tape, part }, type) =>
  type.scalar === 'dn' && !type.many
    ? tape.pick([() => `"CN=\${${part(TEXT)}},OU=P"`, () => `"CN=x\${${part(INTEGER)}},\${${part(one('dn'))}}"`])()
    : undefined;

const sum: Form = ({ tape, part }, type) => {
  if (type.many && type.to === undefined)
    return tape.pick([() => `${part(type)} + ${part(type)}`, () => `${part(type)} + ${part(element(type))}`])();
  if (type.scalar === 'date' || type.scalar === 'datetime')
    return `${part(type)} ${tape.pick(['+', '-'])} ${part(one('duration'))}`;
  return isText(type) || ['integer', 'binary', 'duration'].includes(type.scalar)
    ? `${part(type)} + ${part(type)}`
    : undefined;
};
const difference: Form = ({ tape, part }, type) => {
  if (type.many) return undefined;
  if (type.scalar === 'integer') return tape.pick([() => `${part(type)} - ${part(type)}`, () => `-${part(type)}`])();
  const side = tape.pick([DATE, one('datetime')]);
  return type.scalar === 'duration' ? `${part(side)} - ${part(side)}` : undefined;
};
const product: Form = ({ part }, type) =>
  type.scalar === 'integer' && !type.many ? `${part(type)} * ${part(type)}` : undefined;

const list: Form = ({ part }, type) => (type.many ? `[${part(element(type))}, ${part(element(type))}]` : undefined);
/** Reads each of several references (V2). */
const throughList: Form = ({ tape, scope }, type) => {
  const from = type.many
    ? tape.maybe(scope.names.filter((each) => each.type.to !== undefined && each.type.many))
    : undefined;
  const beyond = scope.through.get(from?.type.to ?? '') ?? [];
  const attribute = tape.maybe(beyond.filter((each) => isSame(each.type, element(type))));
  return from && attribute && `${from.name}.${attribute.name}`;
};
/** A set of texts is a part of all texts (5.6). */
const setAsText: Form = ({ tape, scope, part }, type) => {
  const path = isText(type) && !type.many ? readable(tape, scope, COLOUR) : undefined;
  return path && `if ${part(BOOLEAN)} then ${path} else ${plain(part, TEXT)}`;
};

const every: Form = ({ tape, scope, part, variable }, type) => {
  if (type.to !== 'person' || !type.many || scope.every === undefined) return undefined;
  const by = tape.maybe(scope.every.filter((each) => !each.type.many && each.type.scalar !== 'duration'));
  if (by === undefined) return undefined;
  const name = variable();
  const link = tape.chance(30)
    ? `${name}.${by.name} in ${part(many(by.type))}`
    : `${name}.${by.name} == ${part(by.type)}`;
  const more = tape.chance(50)
    ? ` and ${part(BOOLEAN, [{ name, type: { scalar: 'ref', many: false, to: 'person' } }])}`
    : '';
  return `every person ${name} where ${link}${more}`;
};

export const valueForms: readonly (readonly [string, Form])[] = [
  ['if', choice],
  ['if without else', oneArmed],
  ['??', otherwise],
  ['?? a literal', withDefault],
  ['narrowing', narrowed],
  ['narrowing by an operand', narrowedDeeply],
  ['case', caseOf],
  ['case over a set', caseOfSet],
  ['holes', holes],
  ['template', template],
  ['+', sum],
  ['-', difference],
  ['*', product],
  ['a set as a text', setAsText],
  ['list', list],
  ['through a list', throughList],
  ['every', every],
];

const COMPARABLE: readonly [Type, ...Type[]] = [
  TEXT,
  INTEGER,
  BOOLEAN,
  DATE,
  one('datetime'),
  one('dn'),
  one('binary'),
];
const ORDERED: readonly [Type, ...Type[]] = [INTEGER, DATE, one('datetime'), one('duration')];
const PLAIN: readonly [Type, ...Type[]] = [TEXT, INTEGER, DATE];

type Condition = (making: Making) => string;
const CONDITIONS: readonly (readonly [string, Condition])[] = [
  [
    '==',
    ({ tape, part }) => {
      const type = tape.pick(COMPARABLE);
      return `${plain(part, type)} ${tape.pick(['==', '!='])} ${part(type)}`;
    },
  ],
  [
    '<',
    ({ tape, part }) => {
      const type = tape.pick(ORDERED);
      return `${part(type)} ${tape.pick(['<', '<=', '>', '>='])} ${part(type)}`;
    },
  ],
  [
    'in',
    ({ tape, part }) => {
      const type = tape.pick(PLAIN);
      return `${plain(part, type)} in ${part(many(type))}`;
    },
  ],
  [
    'is present',
    ({ tape, part }) => {
      const type = tape.pick(PLAIN);
      return `${part(tape.chance(30) ? many(type) : type)} is ${tape.pick(['present', 'absent'])}`;
    },
  ],
  ['not', ({ part }) => `not ${part(BOOLEAN)}`],
  ['and', ({ tape, part }) => `${part(BOOLEAN)} ${tape.pick(['and', 'or'])} ${part(BOOLEAN)}`],
  [
    'set of texts',
    ({ tape, scope }) => {
      const path = readable(tape, scope, COLOUR);
      return path === undefined ? 'true' : `${path} ${tape.pick(['==', '!='])} "red"`;
    },
  ],
];

export const booleanForms: readonly (readonly [string, Form])[] = CONDITIONS.map(([name, condition]) => [
  name,
  (making, { scalar, many: several }) => (scalar === 'boolean' && !several ? condition(making) : undefined),
]);

/** Conditions that time changes: one operand moves, the other stands (X1). */
export const moving: Form = ({ tape, scope }, { scalar, many: several }) => {
  if (scalar !== 'boolean' || several) return undefined;
  const day = readable(tape, scope, DATE) ?? '2026-03-31';
  const instant = readable(tape, scope, one('datetime')) ?? '2026-03-31T12:00Z';
  return tape.pick([
    `${day} < today("UTC")`,
    `${day} == today("Europe/Berlin")`,
    `now() >= ${instant}`,
    `${day} + 3d <= today("UTC") + 1d`,
  ]);
};
