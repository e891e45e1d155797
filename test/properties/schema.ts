// The fixed small schema of random programs: a source and two directories, all types with the same attributes.
import type { Plan, PlanCsAttribute, SchemaFile } from '@syncrule/runtime/plan';

export const PLACE = [0, 1, 1] as const;
export const KEYS = ['k1', 'k2'] as const;
export const TEXTS = ['v1', 'v2'] as const;

export const text = (many = false) => ({ scalar: 'string' as const, many });
export const attribute = (name: string, more: Partial<PlanCsAttribute> = {}): PlanCsAttribute => ({
  name,
  type: text(),
  equality: 'exact',
  always: false,
  required: false,
  writable: 'always',
  ...more,
});

export const shared = (type: string): readonly PlanCsAttribute[] => [
  ...[...KEYS, ...TEXTS].map((name) => attribute(name)),
  attribute('list', { type: text(true), equality: 'ignoreCase' }),
  attribute('until', { type: { scalar: 'date', many: false }, equality: 'value' }),
  attribute('boss', { type: { scalar: 'ref', many: false, to: [type] }, equality: 'ref' }),
  attribute('team', { type: { scalar: 'ref', many: true, to: [type] }, equality: 'ref' }),
];
export const dn = attribute('dn', {
  type: { scalar: 'dn', many: false },
  equality: 'dn',
  always: true,
  required: true,
});

export const DIRECTORIES = ['ad', 'cl'] as const;
export type Directory = (typeof DIRECTORIES)[number];

export const connectors: Plan['connectors'] = [
  ...DIRECTORIES.map((name) => ({
    name,
    naming: 'dn',
    containers: false,
    references: 'anchor' as const,
    types: [
      {
        name: 'user',
        attributes: [
          dn,
          ...shared(`${name}.user`).map((each) =>
            each.name === 'v2' && name === 'cl' ? { ...each, required: true } : each,
          ),
        ],
      },
    ],
  })),
  { name: 'hr', containers: false, references: 'anchor', types: [{ name: 'person', attributes: shared('hr.person') }] },
];

export const schemaOf = (type: string, naming?: string): SchemaFile => ({
  format: 'syncrule-schema/1',
  types: { [type]: { attributes: {} } },
  ...(naming === undefined ? {} : { naming }),
});
export const schemas: Readonly<Record<string, SchemaFile>> = {
  ad: schemaOf('user', 'dn'),
  cl: schemaOf('user', 'dn'),
  hr: schemaOf('person'),
};
