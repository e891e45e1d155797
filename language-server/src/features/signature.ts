// The call that is being written: the form of its function, and which of its parameters comes next.
import type { SourceFile } from '@syncrule/compiler/source';
import { parse } from '@syncrule/compiler/syntax';
import { catalogue, parameterText, signatureOf } from '@syncrule/runtime/functions';
import { OWN_FORMS, type Token, tokensOf } from '../completion/index.js';
import type { Program } from '../workspace/index.js';

export interface Signature {
  readonly label: string;
  readonly doc?: string;
  readonly parameters: readonly { readonly label: string; readonly doc?: string }[];
  /** Which parameter the cursor is at, from 0; the last one where it may be repeated. */
  readonly active: number;
}

/** Of the innermost call around an offset; undefined outside of calls, and for unknown functions. */
export const signatureAt = (program: Program, file: SourceFile, offset: number): Signature | undefined => {
  const call = openCall(tokensOf(parse(file)).filter((token) => token.end <= offset));
  if (call === undefined) return undefined;
  const form = ofCatalogue(call.name) ?? ofItsOwn(call.name) ?? declared(program, call.name);
  if (form === undefined) return undefined;
  return { ...form, active: Math.min(call.commas, Math.max(form.parameters.length - 1, 0)) };
};

const CLOSING: Readonly<Record<string, string>> = {
  RParen: 'LParen',
  RBracket: 'LBracket',
  RBrace: 'LBrace',
  HoleEnd: 'HoleStart',
};
const OPENING: ReadonlySet<string> = new Set(Object.values(CLOSING));

/** Backwards from the cursor to a bracket that is still open, and has a name before it. */
const openCall = (tokens: readonly Token[]): { readonly name: string; readonly commas: number } | undefined => {
  let closed = 0;
  let commas = 0;
  for (let at = tokens.length - 1; at >= 0; at--) {
    const kind = tokens[at]?.kind ?? '';
    if (kind in CLOSING) closed++;
    else if (OPENING.has(kind) && closed > 0) closed--;
    else if (kind === 'LBrace') return undefined;
    else if (OPENING.has(kind)) {
      const name = kind === 'LParen' ? tokens[at - 1] : undefined;
      if (name?.kind === 'Identifier') return { name: name.text, commas };
      commas = 0;
    } else if (kind === 'Comma' && closed === 0) commas++;
  }
  return undefined;
};

type Form = Omit<Signature, 'active'>;

const ofCatalogue = (name: string): Form | undefined => {
  const entry = catalogue.get(name);
  if (entry === undefined) return undefined;
  const parameters = entry.parameters.map((parameter) => ({ label: parameterText(parameter), doc: parameter.doc }));
  return { label: signatureOf(entry), doc: entry.doc, parameters };
};

const ofItsOwn = (wanted: string): Form | undefined => {
  const form = OWN_FORMS.find(({ name }) => name === wanted);
  return form && { label: form.signature, doc: form.doc, parameters: form.parameters };
};

/** A function of the program, as its head is written. */
const declared = ({ compilation }: Program, name: string): Form | undefined =>
  compilation.parsed
    .flatMap(({ file, tree }) =>
      tree.declarations.flatMap((declaration): Form[] => {
        if (declaration.kind !== 'function' || declaration.name.text !== name) return [];
        const written = (span: { readonly start: number; readonly end: number }): string =>
          file.text.slice(span.start, span.end).replace(/\s+/g, ' ');
        const label = written({ start: declaration.name.span.start, end: declaration.result.span.end });
        const parameters = declaration.parameters.map(({ span }) => ({ label: written(span) }));
        return [{ label, parameters, ...(declaration.doc === undefined ? {} : { doc: declaration.doc }) }];
      }),
    )
    .at(0);
