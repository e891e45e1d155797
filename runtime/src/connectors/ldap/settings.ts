// The settings of an LDAP connector.
import type { SecretReference } from '../port.js';
import { secretSchema, settingsChecker } from '../settings.js';

export interface LdapSettings {
  readonly url: string;
  readonly startTls?: boolean;
  /** A file of certificates in PEM that are trusted besides those of the platform. */
  readonly ca?: string;
  readonly bindDn?: string;
  readonly password?: SecretReference;
  readonly allowPlaintext?: boolean;
  readonly bases: readonly string[];
  readonly filters?: Readonly<Record<string, string>>;
  readonly pageSize?: number;
  readonly timeout?: number;
  readonly connectTimeout?: number;
  readonly placeholders?: Readonly<Record<string, string>>;
}

export const ldapSettingsSchema = {
  type: 'object',
  description: 'A connected system that is an LDAP directory',
  properties: {
    url: {
      type: 'string',
      pattern: '^ldaps?://[^/?#@]+/?$',
      description: 'ldaps://host[:port], or ldap://host[:port] together with "startTls"',
    },
    startTls: {
      type: 'boolean',
      description: 'Whether an ldap:// connection is encrypted before anything is sent. Default false',
    },
    ca: {
      type: 'string',
      minLength: 1,
      description: 'A file of certificates (PEM) to trust besides those of the platform',
    },
    bindDn: { type: 'string', minLength: 1, description: 'Who signs in. Missing: nobody (anonymous)' },
    password: secretSchema,
    allowPlaintext: {
      type: 'boolean',
      description: 'Whether the password may be sent unencrypted; only to this very machine. Default false',
    },
    bases: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      minItems: 1,
      description: 'Names of the entries whose subtrees are imported',
    },
    filters: {
      type: 'object',
      description: 'By object type, a filter (RFC 4515) that narrows what is imported: "(!(employeeType=test))"',
      additionalProperties: { type: 'string', minLength: 1 },
    },
    pageSize: { type: 'integer', minimum: 1, maximum: 1000, description: 'Entries in one answer. Default 500' },
    timeout: { type: 'integer', minimum: 1, description: 'Seconds to wait for an answer. Default 120' },
    connectTimeout: { type: 'integer', minimum: 1, description: 'Seconds to wait for a connection. Default 15' },
    placeholders: {
      type: 'object',
      description:
        'By attribute that must not be empty, a value that is always kept there and never imported: { "member": "cn=nobody" }',
      additionalProperties: { type: 'string', minLength: 1 },
    },
  },
  required: ['url', 'bases'],
  dependencies: { bindDn: ['password'], password: ['bindDn'] },
  additionalProperties: false,
} as const;

export const checkLdapSettings = settingsChecker<LdapSettings>(ldapSettingsSchema);
