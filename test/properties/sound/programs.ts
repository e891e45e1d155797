// biome-ignore-all lint/suspicious/noTemplateCurlyInString: holes of the language's own texts
// Generated programs over generated schemas: params, functions, metaverse types with derived attributes, rules of both
// directions with scopes, joins, `let`s and all kinds of flows.
import { type Declared, expression, type Scope } from './expressions.js';
import { inboundRules } from './inbound.js';
import { outboundRules } from './outbound.js';
import type { ObjectType, Schemas } from './schemas.js';
import type { Tape } from './tape.js';
import { type Named, one, SCALARS, TEXT, textOf } from './types.js';
import { DEPTH, type Declaration, IN_SIGHT, PARAMS, type World, writingOf } from './world.js';

const DECLARED_PARAMS = `param word: string = "Bc"
param limit: integer = 3
param home: dn = "OU=P"
param day: date = 2026-03-31`;

/** The text of a program over the schemas, each declaration and each clause on lines of its own. */
export const programOf = (tape: Tape, schemas: Schemas): string => {
  const writing = writingOf(tape, schemas);
  const functions = functionsOf(tape);
  const unit = metaverseOf(tape, schemas.unit, { ...IN_SIGHT, functions }, ['p']);
  const person = metaverseOf(
    tape,
    schemas.person,
    { ...IN_SIGHT, functions, through: new Map([['unit', unit.attributes]]) },
    ['p', 'name'],
    writing.preferring,
  );
  if (writing.preferring.size > 0) tape.note('prefer');
  const world: World = { tape, schemas, functions, person, unit, writing };
  return [
    DECLARED_PARAMS,
    'connector hr { schema "schemas/hr.json" }',
    'connector corp { schema "schemas/corp.json" }',
    ...functions.map((each) => each.text),
    unit.text,
    person.text,
    'namespace names { corp.user: id }',
    ...inboundRules(world),
    ...outboundRules(world),
  ].join('\n');
};

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

/** A metaverse type: what flows write, then attributes with expressions, each over those before it. */
const metaverseOf = (
  tape: Tape,
  { name, attributes }: ObjectType,
  scope: Scope,
  derived: readonly string[],
  preferring: ReadonlySet<string> = new Set(),
): Declaration => {
  const known: Named[] = [...attributes, { name: 'goneSince', type: one('datetime') }];
  const lines = attributes.map(
    (each) =>
      `  ${each.name}: ${textOf(each.type)}${each.type.scalar === 'string' && each.type.oneOf === undefined && each.matching === 'exact' ? ' exact' : ''}${preferring.has(each.name) ? ' prefer back, people' : ''}`,
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
