// Booleans that are one bit of an integer attribute (language specification, 6.3).
import type { PlanCsAttribute } from '../plan/index.js';
import type { Content } from '../values/index.js';

type Bit = NonNullable<PlanCsAttribute['bit']>;

/** The boolean that a bit is; absent where the integer is. */
export const bitOf = (integer: Content, bit: Bit): boolean | undefined =>
  typeof integer === 'bigint' ? ((integer & BigInt(bit.mask)) !== 0n) !== bit.inverted : undefined;

/** The integer with the bit set to a boolean; other bits stay. */
export const withBit = (integer: bigint, bit: Bit, value: boolean): bigint =>
  value !== bit.inverted ? integer | BigInt(bit.mask) : integer & ~BigInt(bit.mask);
