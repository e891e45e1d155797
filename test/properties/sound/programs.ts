// biome-ignore-all lint/suspicious/noTemplateCurlyInString: holes of the language's own texts
// Generated programs over generated schemas: params, functions, metaverse types with derived attributes, rules of both
// directions with scopes, joins, `let`s and all kinds of flows.
import { type Declared, expression, type Scope } from './expressions.js';
import { literal, readable } from './leaves.js';
import type { Attribute, ObjectType, Schemas } from './schemas.js';
import type { Tape } from './tape.js';
import { BOOLEAN, type Named, one, SCALARS, TEXT, type Type, textOf } from './types.js';

const DEPTH = 3;

const PARAMS: readonly Named[] = [
  { name: 'param.word', type: TEXT },
  { name: 'param.limit', type: one('integer') },
  { name: 'param.home', type: one('dn') },
  { name: 'param.day', type: one('date') },
];
const DECLARED_PARAMS = `param word: string = "Bc"
param limit: integer = 3
param home: dn = "OU=P"
param day: date = 2026-03-31`;

const IN_SIGHT: Scope = { names: PARAMS, through: new Map(), functions: [] };

/** The text of a program over the schemas, each declaration and each clause on lines of its own. */
export const programOf = (tape: Tape, schemas: Schemas): string => {
  const functions = functionsOf(tape);
  const unit = metaverseOf(tape, schemas.unit, { ...IN_SIGHT, functions }, ['p']);
  const person = metaverseOf(
    tape,
    schemas.person,
    { ...IN_SIGHT, functions, through: new Map([['unit', unit.attributes]]) },
    ['p', 'name'],
  );
  const world: World = { tape, schemas, functions, person, unit };
  return [
    DECLARED_PARAMS,
    'connector hr { schema "schemas/hr.json" }',
    'connector corp { schema "schemas/corp.json" }',
    ...functions.map((each) => each.text),
    unit.text,
    person.text,
    'namespace names { corp.user: id }',
    inbound(world, 'units', schemas.hrUnit, unit),
    inbound(world, 'people', schemas.hrPerson, person),
    back(world),
    outbound(world),
    aside(world),
  ].join('\n');
};

interface World {
  readonly tape: Tape;
  readonly schemas: Schemas;
  readonly functions: readonly Declared[];
  readonly person: Declaration;
  readonly unit: Declaration;
}

interface DeclaredFunction extends Declared {
  readonly text: string;
}

const functionsOf = (tape: Tape): readonly DeclaredFunction[] =>
  ['f', 'g'].map((name) => {
    const parameters = ['a', 'b'].map((each) => ({ name: each, type: tape.pick(SCALARS) }));
    const result = tape.pick(SCALARS);
    const body = expression(tape, { ...IN_SIGHT, names: parameters }, result, DEPTH);
    const declared = parameters.map((each) => `${each.name}: ${textOf(each.type)}`).join(', ');
    return { name, parameters, result, text: `function ${name}(${declared}): ${textOf(result)} = ${body}` };
  });

interface Declaration {
  readonly name: string;
  readonly text: string;
  readonly attributes: readonly Named[];
  /** Those that conditions may read: all that rest on no name. */
  readonly nameless: readonly Named[];
}

/** A metaverse type: what flows write, then attributes with expressions, each over those before it. */
const metaverseOf = (
  tape: Tape,
  { name, attributes }: ObjectType,
  scope: Scope,
  derived: readonly string[],
): Declaration => {
  const known: Named[] = [...attributes, { name: 'goneSince', type: one('datetime') }];
  const lines = attributes.map(
    (each) =>
      `  ${each.name}: ${textOf(each.type)}${each.type.scalar === 'string' && each.type.oneOf === undefined && each.matching === 'exact' ? ' exact' : ''}`,
  );
  const all = [...derived.flatMap((each) => (each === 'name' ? [] : [1, 2, 3].map((n) => `${each}${n}`)))];
  for (const each of all) {
    const sees: Scope = {
      ...scope,
      names: [...PARAMS, ...known],
      through: new Map([...scope.through, [name, [...known]]]),
      self: name,
      ...(name === 'person' ? { every: known.filter((one) => !one.type.many) } : {}),
    };
    const type = tape.chance(25) ? (tape.maybe(attributes)?.type ?? TEXT) : tape.pick(SCALARS);
    lines.push(`  ${each}: ${textOf(type)} = ${expression(tape, sees, type, DEPTH)}`);
    known.push({ name: each, type });
  }
  const nameless = [...known];
  if (derived.includes('name')) {
    const sees: Scope = { ...scope, names: [...PARAMS, ...known], through: new Map([...scope.through, [name, known]]) };
    const base = expression(tape, sees, TEXT, 2);
    lines.push(`  given: string = unique(names, ${base}, n => "a\${n}")`);
    known.push({ name: 'given', type: TEXT });
  }
  return { name, text: `metaverse ${name} {\n${lines.join('\n')}\n}`, attributes: known, nameless };
};

const sourceScope = ({ schemas, functions }: World, of: ObjectType): Scope => ({
  names: [...PARAMS, ...of.attributes],
  through: new Map([schemas.hrPerson, schemas.hrUnit, schemas.corpUser].map((each) => [each.name, each.attributes])),
  functions,
  self: of.name,
});

/** What a target of that type is fed from: references cross. */
const crossed = (type: Type, to: ReadonlyMap<string, string>): Type =>
  type.to === undefined ? type : { ...type, to: to.get(type.to) ?? type.to };

/** A condition, which proves the presence of something that flows may rest on. */
const scopeOf = (tape: Tape, scope: Scope): string => {
  const found = tape.maybe(scope.names.filter(({ name }) => !name.startsWith('param.')));
  const more = tape.chance(50) ? ` and (${expression(tape, scope, BOOLEAN, 2)})` : '';
  return tape.chance(50) ? `scope ${found?.name ?? 'id'} is present${more}` : '';
};

/** An outcome that is sometimes no value (F1). */
const outcomeOf = (tape: Tape, scope: Scope, type: Type, outcomes: readonly string[]): string => {
  const value = expression(tape, scope, type, DEPTH);
  if (!tape.chance(15)) return value;
  tape.note('outcome');
  const other = tape.pick(['clear', 'error("no ${param.word}")', ...outcomes]);
  return `if ${expression(tape, scope, BOOLEAN, 1)} then ${other} else ${value}`;
};

/** A rule that projects, with flows to most attributes of the metaverse type. */
const inbound = (world: World, rule: string, from: ObjectType, to: Declaration): string => {
  const { tape, schemas } = world;
  const scope = sourceScope(world, from);
  const crossing = new Map([
    ['person', 'hr.person'],
    ['unit', 'hr.unit'],
  ]);
  const targets = [schemas.person, schemas.unit].find(({ name }) => name === to.name)?.attributes ?? [];
  return clauses(`rule ${rule} from ${from.name} to ${to.name} precedence 10`, [
    scopeOf(tape, scope),
    'join id == mv.id',
    tape.chance(30) ? `project when ${expression(tape, scope, BOOLEAN, 1)}` : 'project',
    'id <- id',
    ...tape
      .some(targets.slice(1), 80)
      .map((target) => flowIn(world, scope, target, crossed(target.type, crossing), from)),
  ]);
};

const flowIn = ({ tape }: World, scope: Scope, target: Attribute, type: Type, from: ObjectType): string => {
  if (from.attributes.some((each) => each.name === target.name) && tape.chance(20)) {
    tape.note('same');
    return `${target.name} <- same`;
  }
  if (tape.chance(10) && type.to === undefined) {
    tape.note('once');
    return `${target.name} <- once ${expression(tape, scope, type, 2)}`;
  }
  return `${target.name} <- ${outcomeOf(tape, scope, type, [])}`;
};

/** A rule from the directory back to the person, which ranks behind and does not project. */
const back = (world: World): string => {
  const { tape, schemas } = world;
  const scope = sourceScope(world, schemas.corpUser);
  const crossing = new Map([['person', 'corp.user']]);
  const targets = tape.some(
    schemas.person.attributes.filter((each) => each.name !== 'id' && each.type.to !== 'unit'),
    20,
  );
  return clauses('rule back from corp.user to person precedence 20', [
    scopeOf(tape, scope),
    'join id == mv.id',
    ...targets.map((target) => `${target.name} <- ${outcomeOf(tape, scope, crossed(target.type, crossing), [])}`),
  ]);
};

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

const targetNames = ({ schemas }: World): readonly Named[] =>
  schemas.corpUser.attributes.map((each) => ({ ...each, name: `cs.${each.name}` }));

/** What flows of outbound rules see: names that are given, what the target has, `every`, and the rule's `let`. */
const flowScope = (world: World, scope: Scope, lets: readonly Named[]): Scope => ({
  ...scope,
  names: [...PARAMS, ...world.person.attributes, ...targetNames(world), ...lets],
  every: world.person.nameless,
});

/** The rule that makes accounts. */
const outbound = (world: World): string => {
  const { tape, schemas } = world;
  const scope = outboundScope(world);
  const kind = tape.pick(SCALARS);
  const flowing = flowScope(world, scope, [{ name: 'part', type: kind }]);
  return clauses('rule accounts from person to corp.user precedence 10', [
    scopeOf(tape, scope),
    'join id == cs.id',
    tape.chance(30) ? `provision when ${expression(tape, scope, BOOLEAN, 1)}` : 'provision',
    `deprovision ${tape.pick(['delete', 'disconnect', 'keep'])}${tape.chance(30) ? ' after 1d' : ''}`,
    `let part: ${textOf(kind)} = ${expression(tape, flowScope(world, scope, []), kind, 2)}`,
    'id <- id',
    'dn <- if id is present then "CN=${id},${param.home}" else error("no id")',
    tape.chance(20) ? 'pw <- once newPassword(12)' : '',
    ...schemas.corpUser.attributes
      .slice(1)
      .flatMap((target) => (target.required || tape.chance(70) ? [flowOut(tape, flowing, target)] : [])),
  ]);
};

const REFERENCES = new Map([['corp.user', 'person']]);

const flowOut = (tape: Tape, scope: Scope, target: Attribute): string => {
  const type = crossed(target.type, REFERENCES);
  if (target.required) {
    const value = expression(tape, scope, type, 2);
    const path = readable(tape, scope, type);
    const certain = tape.pick([
      `(${value}) ?? ${literal(tape, type)}`,
      `(${value}) ?? error("no ${target.name}")`,
      ...(path === undefined ? [] : [`if ${path} is present then ${path} else ${literal(tape, type)}`]),
    ]);
    tape.note('required');
    return `${target.name} <- ${certain}`;
  }
  if (tape.chance(10)) {
    tape.note('once');
    return `${target.name} <- once ${expression(tape, scope, type, 2)}`;
  }
  return `${target.name} <- ${outcomeOf(tape, scope, type, ['keep'])}`;
};

/** A rule that makes no account and ranks first. */
const aside = (world: World): string => {
  const { tape, schemas } = world;
  const scope = outboundScope(world);
  const targets = tape.some(
    schemas.corpUser.attributes.filter(({ name, required }) => name !== 'id' && !required),
    20,
  );
  return clauses('rule aside from person to corp.user precedence 5', [
    scopeOf(tape, scope),
    ...targets.map(
      (target) =>
        `${target.name} <- ${outcomeOf(tape, flowScope(world, scope, []), crossed(target.type, REFERENCES), ['keep'])}`,
    ),
  ]);
};

const clauses = (head: string, lines: readonly string[]): string =>
  `${head} {\n${lines
    .filter((line) => line !== '')
    .map((line) => `  ${line}`)
    .join('\n')}\n}`;
