// The one way to write a value as JSON: equal values give equal text, on every machine (after RFC 8785).

/**
 * Members sorted by UTF-16 code units, no blanks, numbers as ECMAScript writes them; members that are `undefined` are
 * left out. What JSON has no form for (a bigint, NaN, a function, `undefined` in a list) is a bug of the caller.
 */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return listJson(value);
  return isRecord(value) ? recordJson(value) : scalarJson(value);
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

// Loops that make nothing but the text: plans are written, and expressions compared, by the ten thousand.
const listJson = (items: readonly unknown[]): string => {
  let text = '';
  for (let i = 0; i < items.length; i++) text += `${i === 0 ? '' : ','}${canonicalJson(items[i])}`;
  return `[${text}]`;
};

const recordJson = (record: Readonly<Record<string, unknown>>): string => {
  let text = '';
  for (const name of Object.keys(record).sort()) {
    const member = record[name];
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
};

const scalarJson = (value: unknown): string => {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  throw new Error(`bug: ${typeof value === 'number' ? value : typeof value} has no JSON form`);
};
