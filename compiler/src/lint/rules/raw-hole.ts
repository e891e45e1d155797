// Raw hole: `${` between single quotes, where it is no hole.
import { lintRule } from '../rule.js';
import { account, people } from '../world.js';

const program = (text: string): string => `${people()}\n${account(`displayName <- ${text}`)}`;

export const rawHole = lintRule({
  code: 'SR4116',
  of: 'any',
  definition: {
    severity: 'warning',
    title: 'Hole in a raw text',
    message:
      'expected double quotes around a text with holes, found single ones, between which a hole stands for itself',
    help: 'write it between double quotes',
    explanation:
      'Texts between single quotes are raw: they have neither holes nor escapes, which is what patterns want. What looks like a hole in one is not replaced, but flows to the target as it is written.',
    wrong: program("'(${id})'"),
    right: program('"(${id})"'),
  },
  find: ({ parsed }, report) =>
    parsed.flatMap(({ file, tokens }) =>
      tokens.flatMap(({ kind, image, start, end }) => {
        if (kind.name !== 'RawText' || !image.includes('${')) return [];
        const location = { file, span: { start, end } };
        const fixes = inDoubleQuotes(image).map((text) => ({
          title: 'Use double quotes',
          edits: [{ location, text }],
        }));
        return [report(location, {}, { fixes })];
      }),
    ),
});

/** The text with holes; none, where the quotes in it would have to be looked at. */
const inDoubleQuotes = (image: string): readonly string[] => {
  const inner = image.slice(1, -1).replaceAll("''", "'");
  return /["\\]/.test(inner) ? [] : [`"${inner}"`];
};
