// biome-ignore-all lint/suspicious/noTemplateCurlyInString: holes of the language's own texts
// Generated outbound rules: two that make accounts, `flows` that both include, and one that ranks before the first.
import { expression, type Scope } from './expressions.js';
import { literal, readable } from './leaves.js';
import { mergedOf, outcomeOf, scopeClause } from './outcomes.js';
import { type Attribute, FLAGS } from './schemas.js';
import type { Tape } from './tape.js';
import { BOOLEAN, type Named, refTo, SCALARS, TEXT, type Type, textOf } from './types.js';
import { clauses, crossed, PARAMS, type World } from './world.js';

export const outboundRules = (world: World): readonly string[] => [
  shared(world),
  accounts(world),
  admins(world),
  aside(world),
];

const REFERENCES = new Map([['corp.user', 'person']]);

const outboundScope = ({ schemas, functions, person, unit }: World): Scope => ({
  names: [...PARAMS, ...person.nameless],
  through: new Map([
    ['person', person.nameless],
    ['unit', unit.nameless],
    ['corp.user', schemas.corpUser.attributes],
  ]),
  functions,
  self: 'person',
});

/** What flows of outbound rules see: names that are given, what the target has, `every`, and the rule's `let`s. */
const flowScope = (world: World, scope: Scope, lets: readonly Named[]): Scope => ({
  ...scope,
  names: [
    ...PARAMS,
    ...world.person.attributes,
    ...world.schemas.corpUser.attributes.map((each) => ({ ...each, name: `cs.${each.name}` })),
    ...lets,
  ],
  every: world.person.nameless,
});

/** What rules write, the key aside; of the integer of bits they write the bits. */
const written = ({ schemas }: World): readonly Attribute[] =>
  schemas.corpUser.attributes.slice(1).filter(({ name }) => name !== FLAGS);

const shared = (world: World): string => {
  const { tape, writing } = world;
  const scope = flowScope(world, outboundScope(world), []);
  const targets = written(world).filter(({ name }) => writing.shared.has(name));
  if (targets.length > 0) tape.note('include');
  return clauses('flows shared from person to corp.user', [...targets.map((target) => flowOut(world, scope, target))]);
};

/** The rule that makes accounts. */
const accounts = (world: World): string => {
  const { tape, writing } = world;
  const scope = outboundScope(world);
  const kind = tape.pick(SCALARS);
  const flowing = flowScope(world, scope, [
    { name: 'part', type: kind },
    { name: 'named', type: TEXT },
  ]);
  const targets = written(world).filter(
    ({ name, required }) => !writing.shared.has(name) && (required || tape.chance(70)),
  );
  tape.note('unique in a rule');
  return clauses('rule accounts from person to corp.user precedence 10', [
    scopeClause(tape, scope),
    'join id == cs.id',
    tape.chance(30) ? `provision when ${expression(tape, scope, BOOLEAN, 1)}` : 'provision',
    `deprovision ${tape.pick(['delete', 'disconnect', 'keep'])}${tape.chance(30) ? ' after 1d' : ''}`,
    `let part: ${textOf(kind)} = ${expression(tape, flowScope(world, scope, []), kind, 2)}`,
    `let named = ${uniqueOf(world, scope)}`,
    'include shared',
    'id <- id',
    'dn <- if id is present then "CN=${id},${param.home}" else error("no id")',
    tape.chance(20) ? 'pw <- once newPassword(12)' : '',
    ...targets.map((target) => flowOut(world, flowing, target)),
  ]);
};

/** A second account of a person. */
const admins = (world: World): string => {
  const { tape, writing } = world;
  const scope = outboundScope(world);
  const flowing = flowScope(world, scope, []);
  const targets = written(world).filter(
    ({ name, required }) => !writing.shared.has(name) && (required || tape.chance(20)),
  );
  return clauses('rule admins from person to corp.user as admin', [
    scopeClause(tape, scope),
    'join "adm-${id}" == cs.id',
    'provision',
    'deprovision delete',
    'include shared',
    'id <- "adm-${id}"',
    'dn <- if id is present then "CN=adm-${id},${param.home}" else error("no id")',
    ...targets.map((target) => flowOut(world, flowing, target)),
  ]);
};

/** A rule that makes no account and ranks first. */
const aside = (world: World): string => {
  const { tape, writing } = world;
  const scope = outboundScope(world);
  const flowing = flowScope(world, scope, []);
  const targets = tape.some(
    written(world).filter(({ required }) => !required),
    20,
  );
  return clauses('rule aside from person to corp.user precedence 5', [
    scopeClause(tape, scope),
    ...targets.map((target) => {
      const type = crossed(target.type, REFERENCES);
      const value = writing.mergedOut.has(target.name)
        ? mergedOf(tape, flowing, type)
        : outcomeOf(tape, flowing, type, ['keep']);
      return `${target.name} <- ${value}`;
    }),
  ]);
};

const flowOut = ({ tape, writing }: World, scope: Scope, target: Attribute): string => {
  const type = crossed(target.type, REFERENCES);
  if (target.bit !== undefined) tape.note('bit');
  if (target.required) return `${target.name} <- ${certainOf(tape, scope, target)}`;
  if (writing.mergedOut.has(target.name)) return `${target.name} <- ${mergedOf(tape, scope, type)}`;
  if (type.to === 'person' && tape.chance(50)) return `${target.name} <- ${ofAccount({ tape, scope }, type)}`;
  if (tape.chance(10)) {
    tape.note('once');
    return `${target.name} <- once ${expression(tape, scope, type, 2)}`;
  }
  return `${target.name} <- ${outcomeOf(tape, scope, type, ['keep'])}`;
};

/** A value that is proven to be there (A9). */
const certainOf = (tape: Tape, scope: Scope, { name, type }: Attribute): string => {
  const value = expression(tape, scope, type, 2);
  const path = readable(tape, scope, type);
  tape.note('required');
  return tape.pick([
    `(${value}) ?? ${literal(tape, type)}`,
    `(${value}) ?? error("no ${name}")`,
    ...(path === undefined ? [] : [`if ${path} is present then ${path} else ${literal(tape, type)}`]),
  ]);
};

const uniqueOf = ({ tape }: World, scope: Scope): string => {
  const candidates = [1, 2].slice(0, tape.pick([1, 2])).map(() => expression(tape, scope, TEXT, 2));
  const more = tape.chance(70) ? ', n => "b${n}"' : '';
  return `unique(names, ${candidates.join(', ')}${more})`;
};

/** References to the second accounts of people (X4). */
const ofAccount = ({ tape, scope }: Pick<World, 'tape'> & { readonly scope: Scope }, type: Type): string => {
  tape.note('account');
  const one = (): string => `account(${expression(tape, scope, refTo('person'), 1)}, admin)`;
  const all = (): string => `account(${expression(tape, scope, type, 1)}, admin)`;
  const plain = (): string => expression(tape, scope, type, 1);
  const forms: readonly [() => string, ...(() => string)[]] = type.many
    ? [all, () => `[${one()}, ${one()}]`, () => `${all()} + (${plain()})`]
    : [one, () => `if ${expression(tape, scope, BOOLEAN, 1)} then ${one()}`, () => `${one()} ?? (${plain()})`];
  return tape.pick(forms)();
};
