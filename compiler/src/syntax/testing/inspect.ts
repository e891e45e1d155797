// What tests ask of trees: their holes, their shape without places, whether children lie inside their parents.
import { sourceFile } from '../../source/source.js';
import { type Parsed, parse } from '../parse.js';

export const parseText = (text: string): Parsed => parse(sourceFile('test.syncrule', text));

/** Whether anything was expected and is not there: missing nodes, names without text. */
export const hasHoles = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(hasHoles);
  if (typeof value !== 'object' || value === null) return false;
  const record = new Map(Object.entries(value));
  if (record.get('kind') === 'missing' || record.get('action') === 'missing') return true;
  if (record.get('text') === '' && !record.has('kind')) return true;
  return [...record.values()].some(hasHoles);
};

/** The same without places, for comparing; integers as text. */
export const withoutSpans = (value: unknown): unknown => {
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return value.map(withoutSpans);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !PLACES.has(key))
      .map(([key, part]) => [key, withoutSpans(part)]),
  );
};

const PLACES: ReadonlySet<string> = new Set(['span', 'operatorSpan', 'body', 'exact']);

/** Nodes that reach outside of the node that they are part of. */
export const misplaced = (value: unknown, outer = { start: 0, end: Number.POSITIVE_INFINITY }): unknown[] => {
  if (Array.isArray(value)) return value.flatMap((item) => misplaced(item, outer));
  if (typeof value !== 'object' || value === null) return [];
  const span = spanOf(value);
  if (span === undefined) return Object.values(value).flatMap((part) => misplaced(part, outer));
  const isInside = outer.start <= span.start && span.start <= span.end && span.end <= outer.end;
  return [...(isInside ? [] : [value]), ...Object.values(value).flatMap((part) => misplaced(part, span))];
};

const spanOf = (value: object): { start: number; end: number } | undefined => {
  const span: unknown = 'span' in value ? value.span : undefined;
  if (typeof span !== 'object' || span === null || !('start' in span) || !('end' in span)) return undefined;
  const { start, end } = span;
  return typeof start === 'number' && typeof end === 'number' ? { start, end } : undefined;
};
