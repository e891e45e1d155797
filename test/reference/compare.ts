// Whether two states are the same, told quickly where they are, and where they differ otherwise.
import type { Snapshot } from '../support/snapshot.js';

/** Says where two states differ, or which guarantee does not hold. */
export class Disagreement extends Error {}

export const expectSame = (what: string, a: Snapshot, b: Snapshot): void => {
  if (isSame(a, b)) return;
  const parts: (keyof Snapshot)[] = ['objects', 'mvs', 'operations', 'errors'];
  for (const part of parts) {
    const [left, right] = [items(a[part]), items(b[part])];
    const onlyLeft = left.filter((each) => !right.includes(each));
    const onlyRight = right.filter((each) => !left.includes(each));
    if (onlyLeft.length + onlyRight.length > 0)
      throw new Disagreement(
        `${what}: ${part} differ\n  engine only:\n    ${onlyLeft.join('\n    ')}\n  other only:\n    ${onlyRight.join('\n    ')}`,
      );
  }
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of data without functions; members in any order. */
const isSame = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((each, index) => isSame(each, b[index]));
  if (!isRecord(a) || !isRecord(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => name in b && isSame(a[name], b[name]));
};

const text = (value: unknown): string =>
  JSON.stringify(value, (_, each) =>
    isRecord(each) ? Object.fromEntries(Object.entries(each).sort(([x], [y]) => (x < y ? -1 : 1))) : each,
  ) ?? '';

const items = (value: Snapshot[keyof Snapshot]): readonly string[] =>
  isRecord(value) ? Object.entries(value).map(([key, each]) => `${key}: ${text(each)}`) : value.map(text);
