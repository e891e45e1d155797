// JSON Schema (draft 7) of `syncrule.config.json`. `config.schema.json` beside this file is its published form, by which
// editors complete and check it; a test keeps them equal.
import { connectorKinds, settingsSchemas } from '../connectors/index.js';

type Schema = Readonly<Record<string, unknown>>;

const path = (description: string): Schema => ({ type: 'string', minLength: 1, description });

const closed = (
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[],
  description: string,
): Schema => ({
  type: 'object',
  description,
  properties,
  required,
  additionalProperties: false,
});

const connector: Schema = {
  ...closed(
    {
      kind: { enum: [...connectorKinds], description: 'What kind of system it is.' },
      schema: path('The schema file of the system, the one that the rules were compiled with.'),
      settings: {
        type: 'object',
        description: 'Where the system is and how it is read. What belongs here depends on the kind.',
      },
    },
    ['kind', 'schema', 'settings'],
    'A connected system.',
  ),
  allOf: Object.entries(settingsSchemas).map(([kind, settings]) => ({
    if: { properties: { kind: { const: kind } }, required: ['kind'] },
    then: { properties: { settings } },
  })),
};

const seconds = (description: string, by: number): Schema => ({
  type: 'number',
  exclusiveMinimum: 0,
  default: by,
  description: `In seconds. ${description}`,
});

const name: Schema = { type: 'string', minLength: 1 };

const step: Schema = {
  description: 'One step: an import, a synchronisation or an export.',
  oneOf: [
    closed(
      {
        import: { ...name, description: 'The connector to import.' },
        mode: {
          enum: ['full', 'delta'],
          default: 'full',
          description: 'Everything, or what changed since the last import.',
        },
      },
      ['import'],
      'Imports a connector.',
    ),
    closed(
      { sync: { enum: ['full', 'delta'], description: 'Everything, or what was touched since the last one.' } },
      ['sync'],
      'Synchronises all connectors.',
    ),
    closed(
      { export: { ...name, description: 'The connector to export to.' } },
      ['export'],
      'Sends what is staged for a connector.',
    ),
  ],
};

export const configSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Syncrule: configuration of the runtime',
  ...closed(
    {
      $schema: { type: 'string' },
      plan: path(
        'The compiled rules: what `rulec compile DIR -o plan.json` wrote. Relative to this file, as all paths here.',
      ),
      store: path('The database of connector spaces and metaverse. It is made when it is not there.'),
      connectors: {
        type: 'object',
        description: 'The connected systems, by the names that the rules give them.',
        additionalProperties: connector,
      },
      profiles: {
        type: 'object',
        description:
          'Run profiles by name. `default` is what `syncrule run` does; without it: import, synchronise, export and confirm everything.',
        additionalProperties: { type: 'array', minItems: 1, items: step },
      },
      guards: closed(
        {
          deletes: closed(
            {
              count: {
                type: 'integer',
                minimum: 0,
                default: 500,
                description: 'More deletions than this stop an export.',
              },
              percent: {
                type: 'number',
                minimum: 0,
                maximum: 100,
                default: 10,
                description:
                  'Deletions of more than this part of the linked objects stop an export, where there are 20 or more.',
              },
            },
            ['count', 'percent'],
            'Limits of deletions.',
          ),
        },
        [],
        'What stops an export before anything is sent.',
      ),
      retry: closed(
        {
          base: seconds('Wait after the first failure; doubled after each further one.', 60),
          cap: seconds('The longest wait.', 3600),
          attempts: {
            type: 'integer',
            minimum: 1,
            default: 12,
            description: 'After so many failures an operation is parked, and listed.',
          },
        },
        [],
        'When an operation that failed for now (a timeout, a busy server) is sent again.',
      ),
      staging: {
        type: 'boolean',
        default: false,
        description:
          'Imports and synchronises, and exports nothing: for a second installation beside the one that exports.',
      },
    },
    ['plan', 'store', 'connectors'],
    'Where everything is that `syncrule` works with.',
  ),
};
