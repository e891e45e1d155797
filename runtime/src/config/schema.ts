// JSON Schema (draft 7) of `syncrule.config.json`. `config.schema.json` beside this file is its published form, by which
// editors complete and check it; a test keeps them equal.

import { connectorKinds, settingsSchemas } from '../connectors/index.js';
import { DEFAULT_GUARDS, LIMITED, type Limit, type LimitedKind } from '../runs/index.js';

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

const days = (description: string): Schema => ({
  type: 'number',
  exclusiveMinimum: 0,
  default: 400,
  description: `In days. ${description}`,
});

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

const CHANGES: Readonly<Record<LimitedKind, string>> = {
  adds: 'Objects created.',
  updates: 'Objects changed, renames included.',
  renames: 'Objects renamed or moved.',
  deletes: 'Objects deleted.',
  memberships: 'References taken away: members of groups above all.',
  clears: 'Objects that lose the last value of an attribute, for each attribute.',
};

const whole = (description: string, fallback: number): Schema => ({
  type: 'integer',
  minimum: 0,
  default: fallback,
  description,
});
const part = (description: string, fallback: number): Schema => ({
  type: 'number',
  minimum: 0,
  default: fallback,
  description,
});

const limits = (defaults: Readonly<Record<LimitedKind, Limit>>): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    LIMITED.map((kind) => [
      kind,
      closed(
        {
          count: whole('More than this stop an export.', defaults[kind].count),
          percent: part(
            kind === 'clears'
              ? 'More than this part of the objects that have a value stops it too, where there are 20 or more.'
              : 'More than this part of the linked objects stops it too, where there are 20 or more.',
            defaults[kind].percent,
          ),
        },
        [],
        CHANGES[kind],
      ),
    ]),
  );

const guards: Schema = closed(
  {
    ...limits(DEFAULT_GUARDS),
    sourceShrinks: closed(
      {
        percent: part(
          'A source that has lost more than this part of its objects since the last export stops it.',
          DEFAULT_GUARDS.sourceShrinks.percent,
        ),
      },
      ['percent'],
      'Sources that shrink.',
    ),
    mayBeEmpty: { type: 'array', items: name, description: 'Sources that may have no objects at all.' },
    unreadableRows: closed(
      {
        count: whole(
          'More unreadable rows in the last import of a source stop an export that takes anything away.',
          DEFAULT_GUARDS.unreadableRows.count,
        ),
      },
      ['count'],
      'Rows that cannot be told from others.',
    ),
    planChange: closed(
      {
        count: whole(
          'More operations than this after a change of the rules wait until somebody has looked.',
          DEFAULT_GUARDS.planChange.count,
        ),
      },
      ['count'],
      'What follows a change of the rules.',
    ),
    connectors: {
      type: 'object',
      description: 'Other limits for single connectors, by name.',
      additionalProperties: closed(limits(DEFAULT_GUARDS), [], 'Limits of this connector.'),
    },
  },
  [],
  'What stops an export before anything is sent. A changeset that is stopped passes when somebody approves it.',
);

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
      guards,
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
      keep: closed(
        {
          runs: days('Runs with what they found, approvals, and what operators did.'),
          departures: days('What was joined to objects that are gone, and why they are.'),
        },
        [],
        'How long the history is kept; what is older is forgotten at the end of a run.',
      ),
      serve: closed(
        {
          schedule: {
            type: 'array',
            minItems: 1,
            description:
              'When which profile runs. One run at a time: what falls due during another is refused, and said.',
            items: closed(
              {
                profile: { ...name, description: 'A run profile, or `default`.' },
                cron: {
                  ...name,
                  description:
                    'Minute, hour, day of the month, month, day of the week: `30 5 * * 1-5`. A sixth field in front: seconds.',
                },
                timeZone: { ...name, description: 'In which the pattern is read, by its IANA name: `Europe/Berlin`.' },
              },
              ['profile', 'cron', 'timeZone'],
              'One profile at its times.',
            ),
          },
          listen: closed(
            {
              host: { ...name, default: '127.0.0.1', description: 'The address for /healthz, /readyz and /metrics.' },
              port: {
                type: 'integer',
                minimum: 0,
                maximum: 65_535,
                default: 9464,
                description: '0 takes a port that is free.',
              },
              beyondLoopback: {
                type: 'boolean',
                default: false,
                description: 'Says that the address may be one that other machines reach.',
              },
            },
            [],
            'Where health and metrics are told.',
          ),
        },
        ['schedule'],
        'What `syncrule serve` does.',
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
