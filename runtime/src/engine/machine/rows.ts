// Reading attributes of connector objects from their rows: a slot, or one bit of an integer (L 6.3).
import type { BitsOf } from '../../expressions/index.js';
import type { PlanCsAttribute } from '../../plan/index.js';
import type { Content, Row } from '../../values/index.js';

type Bit = NonNullable<PlanCsAttribute['bit']>;

export const bitOf =
  (attributes: ReadonlyMap<string, PlanCsAttribute>): BitsOf =>
  (attribute) =>
    attributes.get(attribute)?.bit;

/** A boolean as the bit of an integer says it; absent where the integer is. */
export const readBit = (integer: Content, bit: Bit): boolean | undefined =>
  typeof integer === 'bigint' ? ((integer & BigInt(bit.mask)) !== 0n) !== bit.inverted : undefined;

/** The integer with one bit as the boolean says. An absent integer counts as 0. */
export const writeBit = (integer: Content, bit: Bit, value: boolean): bigint => {
  const before = typeof integer === 'bigint' ? integer : 0n;
  return value !== bit.inverted ? before | BigInt(bit.mask) : before & ~BigInt(bit.mask);
};

/** How attributes of a type are read from a row. */
export const readerOf = (
  layout: readonly string[],
  attributes: ReadonlyMap<string, PlanCsAttribute>,
): ((row: Row, attribute: string) => Content) => {
  const slots = new Map(layout.map((name, slot) => [name, slot]));
  const slot = (row: Row, attribute: string): Content => {
    const index = slots.get(attribute);
    return index === undefined ? undefined : row[index];
  };
  return (row, attribute) => {
    const bit = attributes.get(attribute)?.bit;
    return bit === undefined ? slot(row, attribute) : readBit(slot(row, bit.of), bit);
  };
};
