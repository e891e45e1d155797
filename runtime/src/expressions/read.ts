// Reading: attributes by slot, bits, params, variables, the object itself, attributes of referred objects (8.13).
import type { Expr } from '../plan/expression.js';
import { type Content, contentOf, isMany, mvKeyOf, refTextOf, type Value, valuesOf } from '../values/value.js';
import { type Code, computed, constant } from './code.js';
import type { BitsOf, SlotOf } from './context.js';
import type { Environment, Evaluate } from './environment.js';
import { bindingOf, letOf, type Scope } from './scope.js';

type Side = 'source' | 'target';

export const readSource = (attribute: string, { context }: Scope): Code =>
  readAttribute('source', attribute, context.source, context.bits?.source);

export function readTarget(attribute: string, { context }: Scope): Code {
  if (context.target === undefined)
    throw new Error(`bug: the plan reads ${attribute} of a target that is not in sight`);
  return readAttribute('target', attribute, context.target, context.bits?.target);
}

function readAttribute(side: Side, attribute: string, slotOf: SlotOf, bits: BitsOf | undefined): Code {
  const bit = bits?.(attribute);
  const read = bit === undefined ? readSlot(side, slotOf(attribute)) : readBit(readSlot(side, slotOf(bit.of)), bit);
  return computed((environment) => {
    const content = read(environment);
    if (environment.observe !== undefined) environment.observe(side, attribute, content);
    return content;
  });
}

/** Rows may end before the slot: the attribute is absent then. */
const readSlot = (side: Side, slot: number): Evaluate =>
  side === 'source' ? ({ source }) => source[slot] : ({ target }) => (target === undefined ? undefined : target[slot]);

function readBit(read: Evaluate, { mask, inverted }: { readonly mask: number; readonly inverted: boolean }): Evaluate {
  const bits = BigInt(mask);
  return (environment) => {
    const integer = read(environment);
    return typeof integer === 'bigint' ? ((integer & bits) !== 0n) !== inverted : undefined;
  };
}

export function readParam(name: string, { context }: Scope): Code {
  if (!context.params.has(name)) throw new Error(`bug: the plan reads a parameter that nobody gave: ${name}`);
  const value = context.params.get(name);
  return computed((environment) => {
    if (environment.observe !== undefined) environment.observe('param', name, value);
    return value;
  });
}

export const readSelf = (): Code => computed(({ self }) => self);

export function readVariable(name: string, scope: Scope): Code {
  const binding = bindingOf(scope, name);
  if (binding.kind === 'substitute') return scope.compile(binding.expr, binding.scope);
  const { cell } = binding;
  return computed(() => cell.value);
}

/** Lets see the objects and other lets, not the variables around their use. */
export function readLet(name: string, scope: Scope): Code {
  const known = scope.lets.get(name);
  if (known !== undefined) return known;
  const code = scope.compile(letOf(scope, name), { ...scope, variables: new Map() });
  scope.lets.set(name, code);
  return code;
}

type ThroughExpr = Extract<Expr, { readonly op: 'through' }>;

export function readThrough(expr: ThroughExpr, scope: Scope): Code {
  const of = scope.compile(expr.of, scope);
  if (of.kind === 'constant' && of.value === undefined) return constant(undefined);
  const readOne = readReferred(expr);
  return computed((environment) => {
    const references = of.evaluate(environment);
    if (references === undefined) return undefined;
    if (!isMany(references)) return readOne(environment, references);
    return contentOf(
      references.flatMap((reference) => valuesOf(readOne(environment, reference))),
      true,
    );
  });
}

const readReferred = ({
  attribute,
  side,
  types,
}: ThroughExpr): ((environment: Environment, reference: Value) => Content) =>
  side === 'cs'
    ? ({ through, connector }, reference) => through.connectorObject(connector, refTextOf(reference), types, attribute)
    : ({ through }, reference) => through.metaverseObject(mvKeyOf(reference), types, attribute);
