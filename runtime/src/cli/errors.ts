// Errors on a line each.
import type { DescribedError, Space } from '../runs/index.js';
import { instant } from './duration.js';
import { contentJson } from './values.js';

/** One error on one line, with what is known of its place. */
export const errorLine = (error: DescribedError): string => {
  const where = [error.unit, error.slot, error.attribute].filter(Boolean).join(' ');
  const by = error.rule === undefined ? '' : ` (${error.rule}${error.place ? `, ${error.place}` : ''})`;
  return `${error.kind}  ${where}: ${error.message}${by}${retryText(error)}`;
};

/** An error for programs that read it: times in ISO 8601, the value as its attribute's type shows it. */
export const errorJson = (space: Space, { value, retry, firstSeen, lastSeen, ...error }: DescribedError) => ({
  ...error,
  ...(value === undefined ? {} : { value: contentJson(value, scalarOf(space, error)) }),
  ...(retry ? { retry: { ...retry, next: retry.next === undefined ? null : instant(retry.next) } } : {}),
  firstSeen: instant(firstSeen),
  lastSeen: instant(lastSeen),
});

const scalarOf = (space: Space, { unit, attribute }: Pick<DescribedError, 'unit' | 'attribute'>): string =>
  space.types.get(unit.slice(0, unit.indexOf(':')))?.attributes.get(attribute ?? '')?.type.scalar ?? 'string';

const retryText = ({ retry }: DescribedError): string => {
  if (!retry) return '';
  const failed = `failed ${retry.attempts === 1 ? 'once' : `${retry.attempts} times`}`;
  return retry.next === undefined
    ? `; ${failed}, and is parked: syncrule retry sends it again`
    : `; ${failed}, tried again at ${instant(retry.next)}`;
};
