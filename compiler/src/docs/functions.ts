// The reference of functions in Markdown, made from the catalogue: docs/functions.md.
import { catalogue, type FunctionEntry, type Parameter, type Pattern } from '@syncrule/runtime/functions';

const FAMILIES: readonly (readonly [family: FunctionEntry['family'], heading: string])[] = [
  ['text', 'Texts'],
  ['list', 'Lists'],
  ['number', 'Numbers'],
  ['date', 'Dates and times'],
  ['conversion', 'Conversions'],
  ['binary', 'Binaries'],
  ['dn', 'Distinguished names'],
  ['reference', 'References'],
];

const INTRODUCTION = `# Functions

This page is made from the catalogue that the compiler and the engine use (\`node scripts/docs.mjs\` writes it), and its
examples run as tests. What calls mean is said in the [language reference](language.md): rules P3, V1, 8.2, 8.3 and 8.15.

*Strict*: absent when one argument is absent. *May fail*: absent for what cannot be converted or found. *May be empty*:
absent where the result would be the empty text or an empty list. *Idempotent*: applied to its own result, it changes
nothing. A function whose first parameter is a single value, called with a list, is applied to each of its values.

Two functions read time and are part of the language: \`now()\` and \`today(zone)\`, rule X1.`;

/** The page. */
export const functionsPage = (): string => {
  const sections = FAMILIES.flatMap(([family, heading]) => {
    const entries = [...catalogue.values()].filter((entry) => entry.family === family).sort(byName);
    return entries.length === 0 ? [] : [`## ${heading}`, ...entries.map(entryText)];
  });
  return `${[INTRODUCTION, index(), ...sections].join('\n\n')}\n`;
};

const byName = (a: FunctionEntry, b: FunctionEntry): number => (a.name < b.name ? -1 : 1);

const index = (): string =>
  [...catalogue.values()]
    .sort(byName)
    .map(({ name }) => `[\`${name}\`](#${name.toLowerCase()})`)
    .join(' · ');

const entryText = (entry: FunctionEntry): string =>
  [
    `### ${entry.name}`,
    `\`${signatureOf(entry)}\``,
    entry.doc,
    entry.parameters.map(({ name, doc }) => `- \`${name}\`: ${doc}`).join('\n'),
    `*${behaviourOf(entry)}*`,
    `| Call | Gives |\n|---|---|\n${entry.examples.map(({ call, gives }) => `| ${cell(call)} | ${cell(gives)} |`).join('\n')}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');

const cell = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

const signatureOf = ({ name, parameters, result }: FunctionEntry): string =>
  `${name}(${parameters.map(parameterText).join(', ')}): ${patternText(result)}`;

const parameterText = ({ name, type, optional, rest }: Parameter): string =>
  `${rest ? '…' : ''}${name}${optional ? '?' : ''}: ${patternText(type)}`;

const patternText = (type: Pattern): string => {
  switch (type.kind) {
    case 'type':
      return `${type.scalar}${type.many ? '[]' : ''}`;
    case 'any':
      return `${type.scalars?.join(' | ') ?? type.name}${type.many ? '[]' : ''}`;
    case 'lambda':
      return `${type.of} => ${patternText(type.result)}`;
    case 'literal':
      return 'a plain text';
  }
};

const ABSENT = { never: [], mayFail: ['may fail'], mayBeEmpty: ['may be empty'] } as const;

const behaviourOf = ({ strict, absent, idempotent }: FunctionEntry): string => {
  const words = [strict ? 'strict' : 'not strict', ...ABSENT[absent], ...(idempotent ? ['idempotent'] : [])].join(', ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
};
