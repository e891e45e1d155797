// What became of mutations, for people and for programs.
import { paintFor, sourceFrame } from '../../diagnostics/index.js';
import { lineAndColumn, type SourceFile, type Span } from '../../source/index.js';
import type { Mutant, MutationCode } from '../mutation/mutant.js';
import type { MutationReport } from '../mutation/mutate.js';
import { type FilePlace, placeText } from '../result.js';
import type { TextOptions } from './text.js';

/** Mutations that no test notices, each with its source; what is wrong with comments; the counts. Ends with a line end. */
export const mutationsText = (report: MutationReport, options: TextOptions): string => {
  const paint = paintFor(options.colour);
  const survived = report.survived.flatMap((mutant) => [
    `${paint('red', mutant.code)}: ${mutant.text}`,
    ...sourceFrame(mutant, options).map((line) => `  ${line}`),
    '',
  ]);
  const comments = [
    ...report.faults.map(({ file, span, message }) => `${placeText(placeOf(file, span))}  ${message}`),
    ...report.unused.map(({ file, span }) => `${placeText(placeOf(file, span))}  accepts no mutation: remove it`),
  ];
  const head = report.survived.length === 0 ? [] : [paint('yellow', 'no test notices:'), ''];
  return [...head, ...survived, ...comments.map((line) => paint('yellow', line)), countsText(report), ''].join('\n');
};

const countsText = ({ tried, noticed, refused, accepted, survived, interrupted }: MutationReport): string => {
  const parts = [`${noticed} noticed`, `${survived.length} not noticed`];
  if (accepted.length > 0) parts.push(`${accepted.length} accepted with a reason`);
  return `${interrupted ? 'interrupted after ' : ''}${tried} mutations: ${parts.join(', ')}; the compiler refused ${refused} more`;
};

interface JsonMutant {
  readonly code: MutationCode;
  readonly text: string;
  readonly place: FilePlace;
}

export interface JsonMutations extends Pick<MutationReport, 'tried' | 'noticed' | 'refused' | 'interrupted'> {
  readonly accepted: readonly JsonMutant[];
  readonly survived: readonly JsonMutant[];
}

export const jsonMutations = ({
  tried,
  noticed,
  refused,
  interrupted,
  accepted,
  survived,
}: MutationReport): JsonMutations => ({
  tried,
  noticed,
  refused,
  interrupted,
  accepted: accepted.map(jsonMutant),
  survived: survived.map(jsonMutant),
});

const jsonMutant = ({ code, text, file, span }: Mutant): JsonMutant => ({ code, text, place: placeOf(file, span) });

const placeOf = (file: SourceFile, { start }: Span): FilePlace => ({ file: file.path, ...lineAndColumn(file, start) });
