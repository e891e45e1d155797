// Durations as the language writes them (2.6).

const UNITS = [
  ['w', 604_800_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;
const SIZE: ReadonlyMap<string, number> = new Map(UNITS);

/** Digits and one of `s min h d w`. */
export function parseDuration(text: string): number | undefined {
  const found = /^(\d{1,15})(s|min|h|d|w)$/.exec(text);
  if (found === null) return undefined;
  const ms = Number(found[1]) * (SIZE.get(found[2] ?? '') ?? 0);
  return Number.isSafeInteger(ms) ? ms : undefined;
}

/** In the largest unit up to days that leaves no rest: `30d`, `90min`; what no unit writes in milliseconds, `1500ms`. */
export function formatDuration(ms: number): string {
  const unit = UNITS.find(([name, size]) => name !== 'w' && ms !== 0 && ms % size === 0);
  if (unit !== undefined) return `${ms / unit[1]}${unit[0]}`;
  return ms === 0 ? '0s' : `${ms}ms`;
}
