// Expressions without parts: names in sight, what is read through references, and literals.
import type { Making, Scope } from './making.js';
import type { Tape } from './tape.js';
import { element, isSame, type Named, type Type } from './types.js';

/** Something that has the type: a name, or what is read through one or two references (`manager.manager.mail`). */
export const readable = (tape: Tape, scope: Scope, type: Type): string | undefined => {
  const steps = tape.pick([0, 1, 2]);
  const path = steps === 0 ? undefined : readThrough(tape, scope, type, steps);
  if (path !== undefined) tape.note('read through');
  return path ?? named(tape, scope.names, type);
};

const named = (tape: Tape, names: readonly Named[], type: Type): string | undefined =>
  tape.maybe(names.filter((each) => isSame(each.type, type)))?.name;

const readThrough = (tape: Tape, { names, through }: Scope, type: Type, steps: number): string | undefined => {
  const from = tape.maybe(names.filter((each) => each.type.to !== undefined && (type.many || !each.type.many)));
  if (from === undefined) return undefined;
  const wanted = from.type.many ? element(type) : type;
  const beyond = through.get(from.type.to ?? '') ?? [];
  const rest =
    steps === 1
      ? named(tape, beyond, wanted)
      : readThrough(tape, { names: beyond, through, functions: [] }, wanted, steps - 1);
  return rest === undefined ? undefined : `${from.name}.${rest}`;
};

export const leaf = ({ tape, scope }: Pick<Making, 'tape' | 'scope'>, type: Type): string => {
  if (type.to !== undefined && scope.self === type.to && tape.chance(25)) return type.many ? '[self]' : 'self';
  const path = tape.chance(25) ? readable(tape, scope, type) : named(tape, scope.names, type);
  return path === undefined || tape.chance(25) ? literal(tape, type) : path;
};

export const literal = (tape: Tape, type: Type): string => {
  if (type.many)
    return `[${literal(tape, element(type))}${tape.chance(50) ? `, ${literal(tape, element(type))}` : ''}]`;
  if (type.oneOf !== undefined) return `"${tape.maybe(type.oneOf)}"`;
  switch (type.scalar) {
    case 'string':
      return tape.pick(['"a"', '"Bc"', '"x,y"', '"12"', "'q'"]);
    case 'integer':
      return tape.pick(['7', '0', '2', '0x0f']);
    case 'boolean':
      return tape.pick(['true', 'false']);
    case 'date':
      return tape.pick(['2026-03-31', '2024-02-29']);
    case 'datetime':
      return tape.pick(['2026-03-31T12:00Z', '2024-02-29T23:59:30.5+02:00']);
    case 'duration':
      return tape.pick(['3d', '1w']);
    case 'binary':
      return 'bytesFromBase64("QUJD")';
    case 'dn':
      return tape.pick(['"CN=a,OU=P"', '"OU=P"']);
    default:
      return 'absent';
  }
};
