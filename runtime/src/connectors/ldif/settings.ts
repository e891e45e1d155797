// The settings of an LDIF connector.
import { settingsChecker } from '../settings.js';

export interface LdifSettings {
  readonly path: string;
  readonly suffixes?: readonly string[];
  readonly anchor?: string;
  readonly referentialIntegrity?: boolean;
  readonly changeLog?: string;
}

export const ldifSettingsSchema = {
  type: 'object',
  description: 'A connected system that is one LDIF file: a directory without a server',
  properties: {
    path: { type: 'string', minLength: 1, description: 'The file, relative to this one' },
    suffixes: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      description: 'Names of entries that may be created without a parent: "dc=example,dc=com"',
    },
    anchor: {
      type: 'string',
      minLength: 1,
      description:
        'What tells entries apart, if it is not the "anchor" of the schema: an attribute, or "dn" for files whose entries ' +
        'have no attribute that never changes. With "dn", a rename looks like a delete and an add',
    },
    referentialIntegrity: {
      type: 'boolean',
      description: 'Whether references follow when an entry is renamed, and go when it is deleted. Default true',
    },
    changeLog: {
      type: 'string',
      minLength: 1,
      description: 'A file to which every exported change is appended, as LDIF change records',
    },
  },
  required: ['path'],
  additionalProperties: false,
} as const;

export const checkLdifSettings = settingsChecker<LdifSettings>(ldifSettingsSchema);
