// Short texts that tell contents and operations apart: what was wanted, what was seen, what was refused.
import { createHash } from 'node:crypto';
import type { Operation, Sent } from '../store/records.js';
import type { Content } from '../values/value.js';

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** Distinguishes values of different kinds even where their texts are equal. */
const valueText = (value: unknown): string => {
  if (value instanceof Uint8Array) return `b:${Buffer.from(value).toString('base64')}`;
  return `${typeof value}:${String(value)}`;
};

const contentText = (content: Content): string => {
  if (content === undefined) return '';
  return Array.isArray(content) ? `[${content.map(valueText).sort().join('\u001e')}]` : valueText(content);
};

/** The same for contents that are equal octet by octet; a list counts as a set. */
export const hashOfContent = (content: Content): string => digest(contentText(content));

/** The same for equal things sent (see {@link Sent}). */
export const hashOfSent = (sent: Sent): string =>
  'set' in sent ? hashOfContent(sent.set) : digest(`+${listText(sent.added)}-${listText(sent.removed)}`);

const listText = (values: readonly Content[]): string => values.map(contentText).sort().join('\u001e');

/**
 * What a target refused: kind, name and values of an operation, without references, which may resolve otherwise later.
 * `isReference` tells for an attribute of the operation's type whether it holds references.
 */
export const operationFingerprint = (operation: Operation, isReference: (attribute: string) => boolean): string =>
  digest(
    [
      operation.kind,
      operation.name ?? '',
      ...operation.changes
        .filter((change) => !isReference(change.attribute))
        .map((change) =>
          'set' in change
            ? `${change.attribute}=${contentText(change.set)}`
            : `${change.attribute}+${listText(change.added)}-${listText(change.removed)}`,
        )
        .sort(),
    ].join('\u001d'),
  );
