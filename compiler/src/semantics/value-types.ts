// Types as written, resolved (5.1 to 5.3).
import type { Scalar, ValueType } from '@syncrule/runtime/plan';
import { namesDiagnostics } from '../diagnostics/catalogue/names.js';
import { diagnosticsOf } from '../diagnostics/index.js';
import type { SourceFile, Span } from '../source/index.js';
import { isMissing, type TypeName, type TypeNode } from '../syntax/index.js';
import type { Report } from './findings.js';
import { fixedText } from './fixed-text.js';
import { meant } from './nearest-name.js';

const report = diagnosticsOf(namesDiagnostics);

/** What a declaration allows as its type, and what references may name. */
export interface TypeContext {
  readonly file: SourceFile;
  readonly report: Report;
  /** Types of values that the declaration cannot have, and what it is called in messages. */
  readonly forbidden: readonly Scalar[];
  readonly what: string;
  /** The names of the metaverse types. */
  readonly metaverse: readonly string[];
}

const SCALARS: ReadonlyMap<string, Scalar> = new Map(
  (['string', 'integer', 'boolean', 'date', 'datetime', 'duration', 'binary', 'dn', 'secret'] as const).map((name) => [
    name,
    name,
  ]),
);

/** The type that a node says; undefined when it says none, which is reported unless it is a hole. */
export const resolveType = (node: TypeNode, context: TypeContext): ValueType | undefined => {
  const { many } = node;
  if (node.kind === 'missing') return undefined;
  if (node.kind === 'ref') return referenceType(node.to, many, node.span, context);
  if (node.kind === 'texts') return textsType(node);
  const scalar = SCALARS.get(node.name.text);
  if (scalar === undefined) return unknownType(node, context);
  return allowed(scalar, node.span, context) ? { scalar, many } : undefined;
};

const unknownType = ({ name }: Extract<TypeNode, { kind: 'named' }>, context: TypeContext): undefined => {
  if (isMissing(name)) return undefined;
  const location = { file: context.file, span: name.span };
  const extras = context.metaverse.includes(name.text)
    ? {
        help: `\`${name.text}\` is an object type; a reference to its objects is \`ref ${name.text}\``,
        fixes: [{ title: 'Make it a reference', edits: [{ location, text: `ref ${name.text}` }] }],
      }
    : meant(location, name.text, SCALARS.keys());
  context.report(report('SR3008', location, { name: name.text }, extras));
  return undefined;
};

const allowed = (scalar: Scalar, span: Span, context: TypeContext): boolean => {
  if (!context.forbidden.includes(scalar)) return true;
  context.report(report('SR3017', { file: context.file, span }, { what: context.what, type: scalar }));
  return false;
};

const textsType = (node: Extract<TypeNode, { kind: 'texts' }>): ValueType | undefined => {
  const texts = node.texts.map((text) => fixedText(text));
  const oneOf = [...new Set(texts.flatMap((text) => text ?? []))].sort();
  return oneOf.length === 0 ? undefined : { scalar: 'string', many: node.many, oneOf };
};

const referenceType = (to: TypeName, many: boolean, span: Span, context: TypeContext): ValueType | undefined => {
  const { text } = to.first;
  if (!allowed('ref', span, context) || isMissing(to.first)) return undefined;
  if (text === 'any') return { scalar: 'ref', many };
  const { metaverse } = context;
  if (metaverse.includes(text)) return { scalar: 'ref', many, to: [text] };
  const location = { file: context.file, span: to.span };
  const values = { what: 'metaverse type', name: text };
  context.report(report('SR3004', location, values, meant(location, text, [...metaverse, 'any'])));
  return undefined;
};
