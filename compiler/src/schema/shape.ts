// Validates a schema file against the published JSON Schema; every finding gets its place in the file and plain words.
import { connectorSchemaSchema, type SchemaFile } from '@syncrule/runtime/plan';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { schemaDiagnostics } from '../diagnostics/catalogue/schema.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { diagnosticsOf, didYouMean } from '../diagnostics/index.js';
import type { SourceFile, Span } from '../source/index.js';
import { describeJson, type JsonMember, type JsonNode, memberOf, valueOfJson } from './json.js';

const report = diagnosticsOf(schemaDiagnostics);

/** That our schema is one is for a test to see: holding it against its own takes longer than all the rest. */
const OPTIONS = { allErrors: true, verbose: true, strict: true, meta: false, validateSchema: false } as const;

let compiled: ValidateFunction<SchemaFile> | undefined;
const validator = (): ValidateFunction<SchemaFile> => {
  compiled ??= new Ajv(OPTIONS).compile<SchemaFile>(connectorSchemaSchema);
  return compiled;
};

export type ShapeReading =
  | { readonly kind: 'fits'; readonly schema: SchemaFile }
  | { readonly kind: 'wrong'; readonly diagnostics: readonly Diagnostic[] };

/** Holds a document against the JSON Schema: the schema, or what is wrong, in the order of the file, one finding a place. */
export const readShape = (file: SourceFile, document: JsonNode): ShapeReading => {
  const value = valueOfJson(document);
  const validate = validator();
  if (validate(value)) return { kind: 'fits', schema: value };
  const found = (validate.errors ?? []).flatMap((error) => diagnosticOf(file, document, error) ?? []);
  const inOrder = found.sort((a, b) => a.location.span.start - b.location.span.start);
  return { kind: 'wrong', diagnostics: firstAtEachPlace(inOrder) };
};

const firstAtEachPlace = (sorted: readonly Diagnostic[]): Diagnostic[] =>
  sorted.filter((entry, i) => sorted[i - 1]?.location.span.start !== entry.location.span.start);

/** Members given twice, which a JSON Schema cannot see. */
export const repeatedMembers = (file: SourceFile, node: JsonNode): Diagnostic[] => {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'array') return node.items.flatMap((item) => repeatedMembers(file, item));
  const first = new Map<string, JsonMember>();
  return node.members.flatMap((member) => {
    const inside = repeatedMembers(file, member.value);
    const earlier = first.get(member.name);
    if (earlier === undefined) {
      first.set(member.name, member);
      return inside;
    }
    const related = [{ location: { file, span: earlier.nameSpan }, message: 'first given here' }];
    return [report('SR2002', { file, span: member.nameSpan }, { name: member.name }, { related }), ...inside];
  });
};

const diagnosticOf = (file: SourceFile, document: JsonNode, error: ErrorObject): Diagnostic | undefined => {
  const path = pathOf(error.instancePath);
  const place = placeOf(document, path);
  const at = (span: Span) => ({ file, span });
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(error.params.additionalProperty);
      const span = memberOf(place.node, name)?.nameSpan ?? place.span;
      const help = didYouMean(name, membersOf(error.parentSchema));
      return report('SR2003', at(span), { what: whatIs(path), name }, help === undefined ? {} : { help });
    }
    case 'required': {
      const name = String(error.params.missingProperty);
      return report('SR2004', at(place.nameSpan ?? opening(place.span)), { what: whatIs(path), name });
    }
    case 'propertyNames':
      return undefined;
    default:
      return error.propertyName === undefined
        ? wrongValue(at(place.span), place.node, error)
        : wrongName(file, place.node, error.propertyName);
  }
};

const wrongValue = (location: { file: SourceFile; span: Span }, node: JsonNode, error: ErrorObject): Diagnostic => {
  const wanted: readonly unknown[] = Array.isArray(error.schema) ? error.schema : [];
  const texts = wanted.filter((value) => typeof value === 'string');
  const help = node.kind === 'scalar' && typeof node.value === 'string' ? didYouMean(node.value, texts) : undefined;
  const values = { expected: expectedBy(error), found: describeJson(node) };
  return report('SR2005', location, values, help === undefined ? {} : { help });
};

const wrongName = (file: SourceFile, node: JsonNode, name: string): Diagnostic =>
  report(
    'SR2006',
    { file, span: memberOf(node, name)?.nameSpan ?? opening(node.span) },
    { expected: 'a name without dots and control characters', found: JSON.stringify(name) },
  );

const KINDS: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  boolean: '`true` or `false`',
  integer: 'a whole number',
};

const expectedBy = (error: ErrorObject): string => {
  switch (error.keyword) {
    case 'type':
      return KINDS[String(error.params.type)] ?? String(error.params.type);
    case 'enum':
      return oneOf(Array.isArray(error.schema) ? error.schema.map(String) : []);
    case 'const':
      return `\`${JSON.stringify(error.schema)}\``;
    case 'minLength':
      return 'a text that is not empty';
    case 'minItems':
      return 'a list with at least one text';
    case 'uniqueItems':
      return 'a list without repetitions';
    case 'minimum':
      return `a number from ${String(error.schema)} on`;
    default:
      return 'another value';
  }
};

const oneOf = (texts: readonly string[]): string => {
  const quoted = texts.map((text) => `"${text}"`);
  return `one of ${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1) ?? ''}`;
};

const membersOf = (schema: unknown): string[] => {
  if (typeof schema !== 'object' || schema === null || !('properties' in schema)) return [];
  return typeof schema.properties === 'object' && schema.properties !== null ? Object.keys(schema.properties) : [];
};

/** What stands at a path of the file. */
const whatIs = (path: readonly string[]): string => {
  const [, type, , attribute, inner] = path;
  if (inner === 'bit') return `the bit of \`${attribute}\``;
  if (attribute !== undefined) return `the attribute \`${attribute}\``;
  return type === undefined ? 'the schema' : `the type \`${type}\``;
};

const pathOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

interface PlaceInJson {
  readonly node: JsonNode;
  readonly span: Span;
  /** Of the member that holds it. */
  readonly nameSpan?: Span;
}

const placeOf = (document: JsonNode, path: readonly string[]): PlaceInJson => {
  let place: PlaceInJson = { node: document, span: document.span };
  for (const part of path) {
    const member = memberOf(place.node, part);
    const item = place.node.kind === 'array' ? place.node.items[Number(part)] : undefined;
    if (member !== undefined) place = { node: member.value, span: member.value.span, nameSpan: member.nameSpan };
    else if (item !== undefined) place = { node: item, span: item.span };
  }
  return place;
};

/** An object is long: its first character stands for it. */
const opening = (span: Span): Span => ({ start: span.start, end: Math.min(span.end, span.start + 1) });
