// The settings of a CSV connector: which file holds which type, and how it is written.
import { settingsChecker } from '../settings.js';

export type CsvEncoding = 'utf8' | 'latin1' | 'windows-1252' | 'utf16le';

/** How a file is written. */
export interface CsvDialect {
  readonly delimiter?: string;
  readonly quote?: string;
  readonly encoding?: CsvEncoding;
  /** Between the values of one cell, for attributes with many values. */
  readonly listSeparator?: string;
  readonly dateFormat?: string;
  /** Whether a quoted cell may contain line breaks. Default true. */
  readonly lineBreaksInCells?: boolean;
}

export interface CsvColumn {
  readonly column?: string;
  readonly listSeparator?: string;
  /** Of dates and times: `dd/MM/yyyy`. */
  readonly format?: string;
  /** Spellings of a boolean. */
  readonly yes?: string;
  readonly no?: string;
}

export interface CsvFile extends CsvDialect {
  readonly path: string;
  /** Attributes whose column has another name or a spelling of its own; a text is the column's name. */
  readonly attributes?: Readonly<Record<string, string | CsvColumn>>;
}

export interface CsvSettings extends CsvDialect {
  /** By object type; a text is the file's path. Paths are relative to the configuration file. */
  readonly files: Readonly<Record<string, string | CsvFile>>;
}

const dialect = {
  delimiter: { type: 'string', minLength: 1, description: 'Between cells. Default: a comma' },
  quote: { type: 'string', minLength: 1, maxLength: 1, description: 'Around cells. Default: "' },
  encoding: {
    enum: ['utf8', 'latin1', 'windows-1252', 'utf16le'],
    description: 'Default utf8. A byte order mark is accepted and kept',
  },
  listSeparator: {
    type: 'string',
    minLength: 1,
    description: 'Between the values of one cell, for attributes with many values. Default: |',
  },
  dateFormat: {
    type: 'string',
    minLength: 1,
    description: 'Pattern of dates: yyyy MM dd HH mm ss SSS. Default: yyyy-MM-dd, and ISO 8601 for times',
  },
  lineBreaksInCells: {
    type: 'boolean',
    description: 'Whether a quoted cell may contain line breaks. Default true; false finds a lost quote at once',
  },
} as const;

const column = {
  type: 'object',
  properties: {
    column: { type: 'string', minLength: 1, description: "The column's name, if it is not the attribute's" },
    listSeparator: { type: 'string', minLength: 1 },
    format: { type: 'string', minLength: 1, description: 'Pattern of dates and times: dd/MM/yyyy' },
    yes: { type: 'string', minLength: 1, description: 'How true is written. Default: true' },
    no: { type: 'string', minLength: 1, description: 'How false is written. Default: false' },
  },
  additionalProperties: false,
} as const;

export const csvSettingsSchema = {
  type: 'object',
  description: 'A connected system that is one CSV file for each object type',
  properties: {
    ...dialect,
    files: {
      type: 'object',
      description: 'The file of each object type; paths are relative to this file',
      minProperties: 1,
      additionalProperties: {
        anyOf: [
          { type: 'string', minLength: 1 },
          {
            type: 'object',
            properties: {
              ...dialect,
              path: { type: 'string', minLength: 1 },
              attributes: {
                type: 'object',
                description: 'Attributes whose column has another name or a spelling of its own',
                additionalProperties: { anyOf: [{ type: 'string', minLength: 1 }, column] },
              },
            },
            required: ['path'],
            additionalProperties: false,
          },
        ],
      },
    },
  },
  required: ['files'],
  additionalProperties: false,
} as const;

export const checkCsvSettings = settingsChecker<CsvSettings>(csvSettingsSchema);
