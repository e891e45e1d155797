// What a CSV file offers, by its header row.
import type { SchemaAttribute, SchemaFile, SchemaType } from '../../plan/schema-file.js';
import { ConnectorError } from '../port.js';
import { openFile } from './file.js';
import type { FilePlace } from './layout.js';

/** A schema with a type for each file: its columns as texts, the first column as the anchor. */
export async function discoverFiles(places: ReadonlyMap<string, FilePlace>): Promise<SchemaFile> {
  const types: [string, SchemaType][] = [];
  for (const [type, place] of places) types.push([type, typeOf(await columnNames(place), place)]);
  return { format: 'syncrule-schema/1', references: 'anchor', types: Object.fromEntries(types) };
}

async function columnNames(place: FilePlace): Promise<readonly string[]> {
  const file = await openFile(place);
  try {
    for await (const { header } of file.rows()) return header.names;
  } finally {
    await file.close();
  }
  throw new ConnectorError('schema-changed', `${place.shownPath} has no header row.`);
}

function typeOf(columns: readonly string[], place: FilePlace): SchemaType {
  const names = columns.filter((column) => column !== '').map((column) => attributeFor(column, place));
  const anchor = names[0];
  return {
    ...(anchor === undefined ? {} : { anchor }),
    attributes: Object.fromEntries(names.map((name) => [name, attribute(name === anchor, hasList(name, place))])),
  };
}

/** The attribute that the settings map to a column; else one of the column's name. */
function attributeFor(column: string, { file }: FilePlace): string {
  const mapped = Object.entries(file.attributes ?? {}).find(
    ([, entry]) => (typeof entry === 'string' ? entry : entry.column) === column,
  );
  return mapped?.[0] ?? column;
}

function hasList(name: string, { file }: FilePlace): boolean {
  const entry = file.attributes?.[name];
  return typeof entry === 'object' && entry.listSeparator !== undefined;
}

const attribute = (anchor: boolean, many: boolean): SchemaAttribute => ({
  type: 'string',
  ...(anchor ? { always: true, required: true, writable: 'create', unique: true } : {}),
  ...(many ? { many } : {}),
});
