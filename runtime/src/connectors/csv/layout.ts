// The layout of one file: its dialect, and the spelling of each attribute of its type.
import { resolve } from 'node:path';
import type { SchemaAttribute, SchemaFile, SchemaType } from '../../plan/schema-file.js';
import { didYouMean } from '../nearest.js';
import { type ConnectorContext, ConnectorError } from '../port.js';
import { formatWith, type TextFormat } from '../text-values.js';
import type { CsvColumn, CsvDialect, CsvEncoding, CsvFile, CsvSettings } from './settings.js';

export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly encoding: CsvEncoding;
  readonly lineBreaksInCells: boolean;
}

/** How one attribute stands in its column. */
export interface ColumnLayout {
  readonly name: string;
  readonly column: string;
  readonly attribute: SchemaAttribute;
  readonly listSeparator: string;
  readonly format: TextFormat;
}

export interface FileLayout {
  readonly type: string;
  readonly path: string;
  /** The path as messages show it. */
  readonly shownPath: string;
  readonly dialect: Dialect;
  readonly anchor: ColumnLayout;
  /** The column of the name attribute, for schemas that name their objects. */
  readonly naming: ColumnLayout | undefined;
  readonly columns: readonly ColumnLayout[];
  readonly ignoreCase: boolean;
}

export interface FilePlace {
  readonly path: string;
  readonly shownPath: string;
  readonly dialect: Dialect;
  readonly listSeparator: string | undefined;
  readonly file: CsvFile;
}

/** The file of each type of the settings. */
export const placesOf = (settings: CsvSettings, context: ConnectorContext): ReadonlyMap<string, FilePlace> =>
  new Map(
    Object.entries(settings.files).map(([type, entry]) => {
      const file = typeof entry === 'string' ? { path: entry } : entry;
      const dialect: CsvDialect = { ...settings, ...file };
      return [
        type,
        {
          path: resolve(context.directory, file.path),
          shownPath: file.path,
          dialect: {
            delimiter: dialect.delimiter ?? ',',
            quote: dialect.quote ?? '"',
            encoding: dialect.encoding ?? 'utf8',
            lineBreaksInCells: dialect.lineBreaksInCells ?? true,
          },
          listSeparator: dialect.listSeparator,
          file: { ...file, ...(dialect.dateFormat === undefined ? {} : { dateFormat: dialect.dateFormat }) },
        },
      ];
    }),
  );

/** The layout of the file of `type`. */
export function layoutOf(type: string, places: ReadonlyMap<string, FilePlace>, context: ConnectorContext): FileLayout {
  const place = places.get(type);
  if (place === undefined) {
    const hint = didYouMean(type, places.keys());
    throw wrong(
      context,
      `name no file for type ${JSON.stringify(type)}, which the rules use.${hint} Add it to "files"`,
    );
  }
  const schemaType = context.schema.types[type];
  if (schemaType === undefined) {
    const hint = didYouMean(type, Object.keys(context.schema.types));
    throw wrong(context, `name a file for type ${JSON.stringify(type)}, which the schema file does not have.${hint}`);
  }
  checkAttributeNames(place, schemaType, context);
  const columns = Object.entries(schemaType.attributes).map(([name, attribute]) => columnOf(name, attribute, place));
  return {
    type,
    path: place.path,
    shownPath: place.shownPath,
    dialect: place.dialect,
    anchor: anchorOf(type, schemaType, columns, context),
    naming: namingOf(context.schema, columns),
    columns,
    ignoreCase: context.schema.attributeNames === 'ignoreCase',
  };
}

function columnOf(name: string, attribute: SchemaAttribute, place: FilePlace): ColumnLayout {
  const entry = place.file.attributes?.[name];
  const settings: CsvColumn = typeof entry === 'string' ? { column: entry } : (entry ?? {});
  return {
    name,
    column: settings.column ?? name,
    attribute,
    listSeparator: settings.listSeparator ?? place.listSeparator ?? '|',
    format: formatWith(settings.format ?? dateFormatFor(attribute, place), settings.yes, settings.no),
  };
}

/** The file's date format speaks of days; times keep to ISO 8601 unless their column says otherwise. */
const dateFormatFor = (attribute: SchemaAttribute, place: FilePlace): string | undefined =>
  attribute.type === 'date' ? place.file.dateFormat : undefined;

function anchorOf(
  type: string,
  schemaType: SchemaType,
  columns: readonly ColumnLayout[],
  context: ConnectorContext,
): ColumnLayout {
  const anchor = columns.find(({ name }) => name === schemaType.anchor);
  if (anchor !== undefined && !anchor.attribute.many) return anchor;
  throw new ConnectorError(
    'configuration',
    `The schema of connector ${JSON.stringify(context.name)} gives type ${JSON.stringify(type)} no "anchor" that is one ` +
      'of its attributes with a single value. A CSV file needs the column that never changes and tells its rows apart.',
  );
}

const namingOf = (schema: SchemaFile, columns: readonly ColumnLayout[]): ColumnLayout | undefined =>
  columns.find(({ name }) => name === schema.naming);

function checkAttributeNames(place: FilePlace, schemaType: SchemaType, context: ConnectorContext): void {
  for (const name of Object.keys(place.file.attributes ?? {})) {
    if (schemaType.attributes[name] !== undefined) continue;
    const hint = didYouMean(name, Object.keys(schemaType.attributes));
    throw wrong(context, `speak of attribute ${JSON.stringify(name)}, which the schema file does not have.${hint}`);
  }
}

const wrong = (context: ConnectorContext, what: string): ConnectorError =>
  new ConnectorError(
    'configuration',
    `The settings of connector ${JSON.stringify(context.name)} ${what}.`.replace(/\?\.$/, '?'),
  );
