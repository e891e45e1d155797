// Random edits, as people and tools make them: characters and words put in, taken out, repeated, moved.
import type { Random } from './random.js';

const SNIPPETS: readonly string[] = [
  ...'{}()[].,:|<>=-+*?\'"`$\\#!&;/ \n\té\u{1F600}\u0000',
  ...[
    '${',
    '}',
    '<-',
    '==',
    '??',
    '=>',
    '///',
    '//',
    '\r\n',
    '"${',
    "''",
    '2026-02-30',
    '9223372036854775808',
    '1x',
    '5d',
  ],
  ...['rule ', 'flows ', 'param ', 'test ', 'metaverse ', 'scope ', 'let ', 'join ', 'if ', 'case ', 'every ', 'not '],
  ...[
    'and ',
    ' or ',
    'is ',
    'in ',
    'then ',
    'else ',
    'from ',
    'to ',
    'as ',
    'where ',
    'cs.',
    'param.',
    'error(',
    'a',
    'b <- ',
  ],
];

/** The text with one to five random edits. */
export const editRandomly = (text: string, random: Random): string => {
  let edited = text;
  for (let count = 1 + random.below(5); count > 0; count--) edited = editOnce(edited, random);
  return edited;
};

const editOnce = (text: string, random: Random): string => {
  const at = random.below(text.length + 1);
  const end = Math.min(text.length, at + 1 + random.below(random.oneIn(10) ? 80 : 6));
  switch (random.below(5)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, at) + text.slice(at, end) + text.slice(at);
    case 2: {
      const to = random.below(text.length + 1);
      return text.slice(0, to) + text.slice(at, end) + text.slice(to);
    }
    case 3:
      return random.oneIn(20) ? text.slice(0, at) : text.slice(0, at) + random.oneOf(SNIPPETS) + text.slice(end);
    default:
      return text.slice(0, at) + random.oneOf(SNIPPETS) + text.slice(at);
  }
};
