// Texts that the program fixes: schema paths, titles, sets of texts. They hold no holes.
import type { MissingExpression, TextExpression } from '../syntax/index.js';

/** The text; undefined for a hole of the parser, and for a text with holes, which the parser reports. */
export const fixedText = (text: TextExpression | MissingExpression): string | undefined => {
  if (text.kind === 'missing' || text.parts.some((part) => part.kind === 'hole')) return undefined;
  return text.parts.map((part) => (part.kind === 'literal' ? part.text : '')).join('');
};
