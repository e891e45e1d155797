// A small plan without rules for tests of imports and exports: people in `hr`, named users and groups in `corp`.
import { type Plan, type PlanCsAttribute, type PlanCsType, sealPlan } from '../../plan/index.js';
import type { Layouts } from '../../store/index.js';
import { type SpaceType, spaceTypes } from '../space.js';

const attribute = (name: string, more: Partial<PlanCsAttribute> = {}): PlanCsAttribute => ({
  name,
  type: { scalar: 'string', many: false },
  equality: 'exact',
  always: false,
  required: false,
  writable: 'always',
  ...more,
});

const reference = (name: string, many: boolean): PlanCsAttribute =>
  attribute(name, { type: { scalar: 'ref', many }, equality: 'ref' });

const person: PlanCsType = {
  name: 'person',
  anchor: 'id',
  attributes: [
    attribute('id'),
    attribute('mails', { type: { scalar: 'string', many: true } }),
    reference('manager', false),
    attribute('title'),
  ],
};

const user: PlanCsType = {
  name: 'user',
  attributes: [
    attribute('dn', { type: { scalar: 'dn', many: false }, equality: 'dn', required: true }),
    attribute('disabled', {
      type: { scalar: 'boolean', many: false },
      equality: 'value',
      bit: { of: 'flags', mask: 2, inverted: false },
    }),
    attribute('flags', { type: { scalar: 'integer', many: false }, equality: 'value' }),
    reference('manager', false),
    attribute('title', { equality: 'ignoreCase' }),
  ],
};

const group: PlanCsType = {
  name: 'group',
  attributes: [
    attribute('dn', { type: { scalar: 'dn', many: false }, equality: 'dn', required: true }),
    reference('member', true),
  ],
};

export const testPlan: Plan = sealPlan({
  format: 'syncrule-plan/1',
  files: [],
  params: [],
  connectors: [
    { name: 'corp', naming: 'dn', containers: false, references: 'name', types: [group, user] },
    { name: 'hr', containers: false, references: 'anchor', types: [person] },
  ],
  metaverse: [
    {
      name: 'person',
      attributes: [
        {
          name: 'title',
          type: { scalar: 'string', many: false },
          equality: 'exact',
          merge: false,
          prefer: [],
          place: [0, 1, 1],
        },
      ],
    },
  ],
  functions: [],
  namespaces: [],
  keys: [],
  rules: [],
});

export const testLayouts: Layouts = new Map(
  testPlan.connectors.flatMap((connector) =>
    connector.types.map((type) => [
      `${connector.name}.${type.name}`,
      type.attributes.filter(({ bit }) => bit === undefined).map(({ name }) => name),
    ]),
  ),
);

export const testType = (name: string): SpaceType => {
  const type = spaceTypes(testPlan, testLayouts).get(name);
  if (!type) throw new Error(`bug: the test plan has no ${name}`);
  return type;
};
