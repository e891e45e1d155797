// The gallery in Markdown, made from its programs and what the compiler says about each: docs/gallery.md.
import { renderText } from '@syncrule/compiler/diagnostics';
import { compileBlock, type Schemas, schemasOf } from '../blocks.js';
import { type Mistake, mistakes } from './programs.js';

const HEAD = `# Gallery of mistakes

Programs with one mistake each, of the kind that people make, and what \`rulec check\` says about them. This page is made
from \`test/docs/gallery\`; a test compares it with what the compiler says today, and expects exactly one finding for each.
`;

export const findingsIn = ({ program, schemas }: Mistake) =>
  compileBlock({ line: 1, text: program, codes: [] }, { ...worldOf(), ...schemas }).diagnostics;

const worldOf = (): Schemas => schemasOf('');

export const galleryPage = (): string => [HEAD, ...mistakes.map(section)].join('\n');

const section = (mistake: Mistake, index: number): string => `## ${index + 1} ${mistake.title}

${mistake.story} [${mistake.code}](diagnostics/${mistake.code}.md)

\`\`\`
${mistake.program.trim()}
\`\`\`

\`\`\`text
${renderText(findingsIn(mistake), { colour: false }).trimEnd()}
\`\`\`
`;
