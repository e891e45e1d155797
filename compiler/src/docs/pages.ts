// The pages of the catalogue in Markdown: docs/diagnostics, and what `rulec explain` prints.
import { catalogue, definitionOf } from '../catalogue/index.js';
import type { Definition } from '../diagnostics/index.js';

/** File names, relative to docs/diagnostics, and their contents. */
export const diagnosticPages = (): ReadonlyMap<string, string> =>
  new Map([
    ['README.md', indexPage()],
    ...codes().map(([code, definition]): [string, string] => [`${code}.md`, pageOf(code, definition)]),
  ]);

/** The page of a code; undefined for an unknown one. */
export const diagnosticPage = (code: string): string | undefined => {
  const definition = definitionOf(code);
  return definition && pageOf(code, definition);
};

const codes = (): readonly (readonly [string, Definition])[] =>
  Object.entries(catalogue).sort(([a], [b]) => (a < b ? -1 : 1));

const pageOf = (code: string, { severity, title, message, help, explanation, wrong, right }: Definition): string =>
  [
    `# ${code}: ${title}`,
    `*${severity}*: ${message.replace(/\{(\w+)\}/g, '‹$1›')}`,
    explanation,
    ...(help === undefined ? [] : [`**What to do:** ${help.replace(/\{(\w+)\}/g, '‹$1›')}`]),
    '## Wrong',
    fenced(wrong),
    '## Right',
    fenced(right),
  ]
    .join('\n\n')
    .concat('\n');

const fenced = (example: string): string =>
  `\`\`\`${/^\s*[{[]/.test(example) ? 'json' : 'syncrule'}\n${example.replace(/\n+$/, '')}\n\`\`\``;

/** What the first digits of a code say. */
const PARTS: readonly (readonly [prefix: string, heading: string])[] = [
  ['SR0', 'Programs and environments'],
  ['SR1', 'Syntax'],
  ['SR2', 'Schema files'],
  ['SR3', 'Names, types, clauses'],
  ['SR40', 'Agreement between rules'],
  ['SR41', 'Whole programs: what compiles and is suspicious'],
  ['SR6', 'Tests'],
];

const indexPage = (): string => {
  const sections = PARTS.map(([prefix, heading]) => {
    const rows = codes()
      .filter(([code]) => code.startsWith(prefix))
      .map(([code, { severity, title }]) => `| [${code}](${code}.md) | ${severity} | ${title} |`);
    return `## ${heading}\n\n| Code | Severity | Title |\n|---|---|---|\n${rows.join('\n')}\n`;
  });
  return `# Diagnostics\n\nEvery finding of \`rulec\` has a code; \`rulec explain CODE\` prints its page. These pages are made from the compiler's\ncatalogue: \`node scripts/docs.mjs\` writes them.\n\n${sections.join('\n')}`;
};
