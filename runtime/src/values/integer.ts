// Integers: 64 bits, signed; a result outside of them is absent (8.8).

const LEAST = -(2n ** 63n);
const GREATEST = 2n ** 63n - 1n;

/** The integer, if it fits into 64 bits. */
export const integer = (n: bigint): bigint | undefined => (n >= LEAST && n <= GREATEST ? n : undefined);

/** Digits with an optional sign, white space around them aside, that make an integer of 64 bits. */
export function parseInteger(text: string): bigint | undefined {
  const found = /^\s*([+-]?)0*(\d{1,19})\s*$/.exec(text);
  if (found === null) return undefined;
  const magnitude = BigInt(found[2] ?? '0');
  return integer(found[1] === '-' ? -magnitude : magnitude);
}

/** As a number of JavaScript, for positions and counts: what lies outside of what it can tell apart is cut to its ends. */
export const asNumber = (n: bigint): number =>
  n > BigInt(Number.MAX_SAFE_INTEGER)
    ? Number.MAX_SAFE_INTEGER
    : n < BigInt(Number.MIN_SAFE_INTEGER)
      ? Number.MIN_SAFE_INTEGER
      : Number(n);
