// The one way to write a value as JSON: equal values give equal text, on every machine (after RFC 8785).

/**
 * Members sorted by UTF-16 code units, no blanks, numbers as ECMAScript writes them; members that are `undefined` are
 * left out. What JSON has no form for (a bigint, NaN, a function, `undefined` in a list) is a bug of the caller.
 */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (isRecord(value)) return `{${Object.keys(value).sort().flatMap(memberOf(value)).join(',')}}`;
  return scalarJson(value);
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const memberOf = (record: Readonly<Record<string, unknown>>) => (name: string) =>
  record[name] === undefined ? [] : [`${JSON.stringify(name)}:${canonicalJson(record[name])}`];

const scalarJson = (value: unknown): string => {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  throw new Error(`bug: ${typeof value === 'number' ? value : typeof value} has no JSON form`);
};
