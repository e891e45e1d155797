// Diagnostics about rules that do not agree: the later place carries the finding, the earlier one is shown with it.
import { agreementDiagnostics } from '../diagnostics/catalogue/agreement.js';
import { diagnosticsOf } from '../diagnostics/index.js';
import type { Location } from '../source/index.js';

export const report = diagnosticsOf(agreementDiagnostics);

/** Two places in the order of the text. */
export const inOrder = <T>(a: T, b: T, locationOf: (each: T) => Location): readonly [T, T] =>
  isBefore(locationOf(b), locationOf(a)) ? [b, a] : [a, b];

const isBefore = (a: Location, b: Location): boolean =>
  a.file.path === b.file.path ? a.span.start < b.span.start : a.file.path < b.file.path;

/** `a`, `b` and 3 more. */
export const listed = (names: readonly string[]): string => {
  const shown = names.slice(0, 3).map((name) => `\`${name}\``);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
};
