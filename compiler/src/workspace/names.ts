// Texts without holes, as a connector names its schema with.
import type { MissingExpression, TextExpression } from '../syntax/index.js';

/** The text; undefined for a hole in the program or in the text. */
export const fixedPath = (text: TextExpression | MissingExpression): string | undefined => {
  if (text.kind === 'missing') return undefined;
  const pieces = text.parts.map((part) => (part.kind === 'literal' ? part.text : undefined));
  return pieces.every((piece) => piece !== undefined) ? pieces.join('') : undefined;
};
