// `// syncrule-mutation CODE: reason`: a mutation that no test need notice, and why.
import { lineAndColumn, type SourceFile, type Span } from '../../source/index.js';
import type { Comment } from '../../syntax/index.js';
import { MUTATION_CODES, type Mutant } from './mutant.js';

export interface Acceptance {
  readonly file: SourceFile;
  readonly span: Span;
  readonly code: string;
  /** The line that it is about: its own, or the next one where it stands alone. */
  readonly line: number;
}

export interface AcceptanceFault {
  readonly file: SourceFile;
  readonly span: Span;
  readonly message: string;
}

const WORD = /^\/\/\/?\s*syncrule-mutation\b(.*)$/s;
const CODE_AND_REASON = /^\s+([\w-]+)\s*(?::\s*(\S.*)?)?$/s;

/** The acceptances of a file, and comments that are meant as such and are none. */
export const acceptancesOf = (
  file: SourceFile,
  comments: readonly Comment[],
): { readonly acceptances: readonly Acceptance[]; readonly faults: readonly AcceptanceFault[] } => {
  const meant = comments.filter(({ text }) => WORD.test(text));
  const alone = new Set(meant.filter((comment) => comment.alone).map(({ span }) => lineOf(file, span)));
  const acceptances: Acceptance[] = [];
  const faults: AcceptanceFault[] = [];
  for (const { text, span, alone: isAlone } of meant) {
    const [, code, reason] = CODE_AND_REASON.exec(WORD.exec(text)?.[1] ?? '') ?? [];
    const own = lineOf(file, span);
    if (code === undefined || !MUTATION_CODES.some((known) => known === code))
      faults.push({
        file,
        span,
        message: `expected one of ${MUTATION_CODES.join(', ')} after syncrule-mutation, found ${code ?? 'nothing'}`,
      });
    else if (reason === undefined)
      faults.push({
        file,
        span,
        message: `expected a reason why no test notices it: \`// syncrule-mutation ${code}: reason\``,
      });
    else acceptances.push({ file, span, code, line: isAlone ? nextLine(own, alone) : own });
  }
  return { acceptances, faults };
};

export const accepts = ({ file, code, line }: Acceptance, mutant: Mutant): boolean =>
  mutant.file.path === file.path && mutant.code === code && lineOf(mutant.file, mutant.span) === line;

const lineOf = (file: SourceFile, span: Span): number => lineAndColumn(file, span.start).line;

/** Several may stand above one line. */
const nextLine = (own: number, alone: ReadonlySet<number>): number => {
  let line = own + 1;
  while (alone.has(line)) line++;
  return line;
};
