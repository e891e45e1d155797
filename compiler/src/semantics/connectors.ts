// Connectors and the schema files that describe them.
import type { PlanConnector, SchemaFile } from '@syncrule/runtime/plan';
import { namesDiagnostics } from '../diagnostics/catalogue/names.js';
import { diagnosticsOf } from '../diagnostics/index.js';
import { planConnector, readSchema, type SchemaReading } from '../schema/index.js';
import type { SourceFile } from '../source/index.js';
import type { Report } from './findings.js';
import { fixedText } from './fixed-text.js';
import { meantText } from './nearest-name.js';
import { connectorTypes, type ObjectType } from './object-types.js';
import type { Tables } from './tables.js';

const report = diagnosticsOf(namesDiagnostics);

export interface Connectors {
  /** Those whose schema could be read, sorted by name. */
  readonly plan: readonly PlanConnector[];
  readonly types: readonly ObjectType[];
  /** By connector. */
  readonly schemas: ReadonlyMap<string, SchemaFile>;
  /** Declared, but nothing is known of its types. */
  readonly isUnread: (name: string) => boolean;
}

/** Reads the schema of each connector; a schema that several share is reported on once. */
export const checkConnectors = (tables: Tables, schemas: ReadonlyMap<string, SourceFile>, to: Report): Connectors => {
  const readings = new Map<string, SchemaReading>();
  const plan: PlanConnector[] = [];
  const types: ObjectType[] = [];
  const found = new Map<string, SchemaFile>();
  for (const entry of tables.all('connector')) {
    const { name, schema: text } = entry.declaration;
    const path = fixedText(text);
    if (path === undefined || tables.find('connector', name.text) !== entry) continue;
    const file = schemas.get(path);
    if (file === undefined) {
      const location = { file: entry.file, span: text.span };
      to(report('SR3012', location, { path }, meantText(location, path, schemas.keys())));
      continue;
    }
    const reading = readings.get(path) ?? readOnce(file, to);
    readings.set(path, reading);
    if (reading.schema === undefined) continue;
    const connector = planConnector(name.text, reading.schema);
    plan.push(connector);
    found.set(name.text, reading.schema);
    types.push(...connectorTypes(connector, reading.schema, reading.places));
  }
  const read = new Set(plan.map((connector) => connector.name));
  return {
    plan: plan.sort((a, b) => (a.name < b.name ? -1 : 1)),
    types,
    schemas: found,
    isUnread: (name) => tables.find('connector', name) !== undefined && !read.has(name),
  };
};

const readOnce = (file: SourceFile, to: Report): SchemaReading => {
  const reading = readSchema(file);
  for (const diagnostic of reading.diagnostics) to(diagnostic);
  return reading;
};
