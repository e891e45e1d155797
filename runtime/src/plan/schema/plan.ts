// JSON Schema (draft 7) of the plan. `plan.schema.json`, one folder up, is its published form; a test keeps them equal.
import { PLAN_FORMAT } from '../plan.js';
import {
  index,
  listOf,
  name,
  oneOfTexts,
  record,
  ref,
  type Schema,
  someOf,
  text,
  truth,
  union,
  whole,
} from './build.js';
import { constant, dnPart, equality, expression, lambda, place } from './expression.js';

const expr = ref('expr');
const at = ref('place');

const valueType = record(
  {
    scalar: oneOfTexts(
      ...['string', 'integer', 'boolean', 'date', 'datetime', 'duration', 'binary', 'dn', 'secret', 'ref'],
    ),
    many: truth,
  },
  { oneOf: listOf(text), to: listOf(name) },
);

const param = record({ name, type: ref('valueType'), value: ref('constant') });

const csAttribute = record(
  {
    name,
    type: ref('valueType'),
    equality,
    always: truth,
    required: truth,
    writable: oneOfTexts('never', 'create', 'always'),
  },
  { bit: record({ of: name, mask: { type: 'integer', minimum: 1 }, inverted: truth }) },
);

const csType = record({ name, attributes: listOf(csAttribute) }, { anchor: name });

const connector = record(
  { name, containers: truth, references: oneOfTexts('name', 'anchor'), types: listOf(csType) },
  { naming: name },
);

const mvAttribute = record(
  { name, type: ref('valueType'), equality, merge: truth, prefer: listOf(name), place: at },
  { derived: expr, level: { type: 'integer', minimum: 1 }, byEngine: { const: true } },
);

const mvType = record({ name, attributes: listOf(mvAttribute) });
const declaredFunction = record({ name, parameters: listOf(name), body: expr });
const namespaceEntry = record({ type: name, of: expr, place: at });
const namespace = record({ name, place: at, entries: listOf(namespaceEntry) });
const key = record({
  type: name,
  parts: someOf(record({ of: expr, by: equality })),
  conditions: listOf(expr),
});

const flow = record({ target: name, mode: oneOfTexts('set', 'once', 'merge'), of: expr, place: at });
const join = record({ place: at, source: index, target: index });
const made = record({ place: at }, { when: expr });

const rule = (direction: string, own: Readonly<Record<string, Schema>>): Schema =>
  record(
    {
      direction: { const: direction },
      name,
      place: at,
      variant: index,
      csType: name,
      mvType: name,
      joins: listOf(join),
      lets: listOf(record({ name, of: expr })),
      flows: listOf(flow),
    },
    { title: text, precedence: whole, account: name, scope: expr, scopePlace: at, ...own },
  );

export const planSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Syncrule plan',
  description: 'What rulec makes of a program and syncrule executes. Written by the compiler only: a hash seals it.',
  ...record({
    format: { const: PLAN_FORMAT },
    hash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    files: listOf(name),
    params: listOf(param),
    connectors: listOf(connector),
    metaverse: listOf(mvType),
    functions: listOf(declaredFunction),
    namespaces: listOf(namespace),
    keys: listOf(key),
    rules: listOf(
      union('direction', [
        rule('inbound', { project: made }),
        rule('outbound', {
          provision: made,
          deprovision: record(
            { action: oneOfTexts('delete', 'disconnect', 'keep'), place: at },
            { after: { type: 'integer', minimum: 0 } },
          ),
          unclaimed: made,
        }),
      ]),
    ),
  }),
  definitions: { constant, expr: expression, lambda, dnPart, valueType, place },
};
