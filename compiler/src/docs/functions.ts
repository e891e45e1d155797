// The reference of functions in Markdown, made from the catalogue: docs/functions.md.
import {
  behaviourOf,
  type Counterpart,
  catalogue,
  ENTRA_CONNECT,
  EXAMPLE_CERTIFICATE,
  type Family,
  type FunctionEntry,
  MIM,
  signatureOf,
} from '@syncrule/runtime/functions';

/** The heading of a family, and what is said of all its functions. */
const FAMILIES: Readonly<Record<Family, { readonly heading: string; readonly about?: string }>> = {
  text: { heading: 'Texts' },
  list: { heading: 'Lists' },
  number: { heading: 'Numbers' },
  date: { heading: 'Dates and times' },
  phone: {
    heading: 'Telephone numbers',
    about:
      'The numbering plans are those of [libphonenumber](https://github.com/google/libphonenumber), as they were when this version was made.',
  },
  conversion: { heading: 'Conversions' },
  binary: { heading: 'Binaries' },
  certificate: {
    heading: 'Certificates',
    about: `In the examples \`certificate\` is this one, in DER:\n\n\`\`\`\n${(EXAMPLE_CERTIFICATE.match(/.{1,100}/g) ?? []).join('\n')}\n\`\`\``,
  },
  dn: { heading: 'Distinguished names' },
};

const INTRODUCTION = `# Functions

This page is made from the catalogue that the compiler and the engine use (\`node scripts/docs.mjs\` writes it), and its
examples run as tests. What calls mean is said in the [language reference](language.md): rules P3, V1, 8.2, 8.3 and 8.15.

*Strict*: absent when one argument is absent. *May fail*: absent for what cannot be converted or found. *May be empty*:
absent where the result would be the empty text or an empty list. *Idempotent*: applied to its own result, it changes
nothing. A function whose first parameter is a single value, called with a list, is applied to each of its values.

Two functions read time and are part of the language: \`now()\` and \`today(zone)\`, rule X1. Who comes from Entra Connect
or MIM finds the names known from there [at the end](#from-entra-connect-and-mim). \`rulec functions NAME\` prints a part of this
page; NAME may be one of Entra Connect or MIM too.`;

export const familyHeading = (family: Family): string => FAMILIES[family].heading;

/** The page. */
export const functionsPage = (): string => {
  const sections = Object.entries(FAMILIES).flatMap(([family, { heading, about }]) => [
    `## ${heading}`,
    ...(about === undefined ? [] : [about]),
    ...[...catalogue.values()]
      .filter((entry) => entry.family === family)
      .sort(byName)
      .map(functionText),
  ]);
  return `${[INTRODUCTION, index(), ...sections, counterparts()].join('\n\n')}\n`;
};

const byName = (a: FunctionEntry, b: FunctionEntry): number => (a.name < b.name ? -1 : 1);

const index = (): string =>
  [...catalogue.values()]
    .sort(byName)
    .map(({ name }) => `[\`${name}\`](#${name.toLowerCase()})`)
    .join(' · ');

/** A function's part of the page. */
const functionText = (entry: FunctionEntry): string =>
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

const counterparts = (): string =>
  [
    '## From Entra Connect and MIM',
    'Every function that Entra Connect documents or its own rules use, and what takes its place.',
    counterpartTable(ENTRA_CONNECT),
    'What MIM calls otherwise:',
    counterpartTable(MIM),
  ].join('\n\n');

const counterpartTable = (rows: readonly Counterpart[]): string =>
  `| There | Here | |\n|---|---|---|\n${rows.map(counterpartRow).join('\n')}`;

const counterpartRow = ({ theirs, ours, note }: Counterpart): string =>
  `| ${theirs} | ${ours === '–' ? ours : ours.split(' · ').map(cell).join(' · ')} | ${note ?? ''} |`;
