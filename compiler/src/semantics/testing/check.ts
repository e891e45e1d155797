// Checks texts in tests: parsed, checked, and the findings as short lines.
import type { Diagnostic } from '../../diagnostics/index.js';
import { lineAndColumn, sourceFile } from '../../source/index.js';
import { parse } from '../../syntax/index.js';
import { checkProgram, type ProgramResult } from '../check-program.js';
import type { ParamValues } from '../params.js';
import { TEST_PRELUDE, testSchemas } from './schemas.js';

/** Checks a program of one file, with the prelude in a file of its own. */
export const checkText = (text: string, params?: ParamValues): ProgramResult => {
  const files = [sourceFile('prelude.syncrule', TEST_PRELUDE), sourceFile('rules.syncrule', text)];
  const parsed = files.map(parse);
  const syntax = parsed.flatMap(({ diagnostics }) => diagnostics);
  if (syntax.length > 0) throw new Error(`the text does not parse: ${syntax.map(inOneLine).join('\n')}`);
  return checkProgram({ trees: parsed, schemas: testSchemas, params });
};

/** `SR3001 1:7 "zone" the parameter …`: code, place, the text there, message. */
export const inOneLine = ({ code, location, message }: Diagnostic): string => {
  const { line, column } = lineAndColumn(location.file, location.span.start);
  const text = location.file.text.slice(location.span.start, location.span.end);
  return `${code} ${line}:${column} ${JSON.stringify(text)} ${message}`;
};

export const findingsOf = (text: string, params?: ParamValues): string[] =>
  checkText(text, params).diagnostics.map(inOneLine);
