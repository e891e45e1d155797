// Reads a connector schema file: from JSON text to a checked schema, or to what is wrong with it and where.
import type { SchemaFile } from '@syncrule/runtime/plan';
import { schemaDiagnostics } from '../diagnostics/catalogue/schema.js';
import { type Diagnostic, diagnosticsOf } from '../diagnostics/index.js';
import type { SourceFile } from '../source/index.js';
import { readJson } from './json.js';
import { type SchemaPlaces, schemaPlaces } from './places.js';
import { ruleDiagnostics } from './rules.js';
import { readShape, repeatedMembers } from './shape.js';

const report = diagnosticsOf(schemaDiagnostics);

export interface SchemaReading {
  readonly file: SourceFile;
  /** Missing when something is wrong. */
  readonly schema: SchemaFile | undefined;
  readonly places: SchemaPlaces;
  readonly diagnostics: readonly Diagnostic[];
}

/** Files are values: one that was read is not read again while somebody holds it. */
const known = new WeakMap<SourceFile, SchemaReading>();

/** Reads and checks the text of a schema file. Never throws. */
export const readSchema = (file: SourceFile): SchemaReading => {
  const reading = known.get(file) ?? read(file);
  known.set(file, reading);
  return reading;
};

const read = (file: SourceFile): SchemaReading => {
  const json = readJson(file.text);
  if (json.kind === 'fault') {
    const { span, expected, found } = json.fault;
    const nowhere = schemaPlaces(file, { kind: 'object', span: { start: 0, end: 0 }, members: [] });
    const diagnostics = [report('SR2001', { file, span }, { expected, found })];
    return { file, schema: undefined, places: nowhere, diagnostics };
  }
  const places = schemaPlaces(file, json.node);
  const shape = readShape(file, json.node);
  const repeated = repeatedMembers(file, json.node);
  const found = shape.kind === 'fits' ? ruleDiagnostics(shape.schema, places) : shape.diagnostics;
  const diagnostics = [...repeated, ...found];
  const isRight = shape.kind === 'fits' && diagnostics.length === 0;
  return { file, schema: isRight ? shape.schema : undefined, places, diagnostics };
};
