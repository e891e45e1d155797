// The JSON Schemas that files are checked by are ones themselves: at work nobody looks.
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { connectorSchemaSchema, planSchema } from '../plan/index.js';
import { configSchema } from './schema.js';

test.each([
  ['connector schemas', connectorSchemaSchema],
  ['plans', planSchema],
  ['the configuration, with the settings of every connector', configSchema],
])('the schema of %s', (_, schema) => {
  const ajv = new Ajv({ discriminator: true, allowUnionTypes: true });
  expect(ajv.validateSchema(schema), ajv.errorsText()).toBe(true);
});

test('a schema that is none is found out', () => {
  expect(new Ajv({ logger: false }).validateSchema({ type: 'no such type' })).toBe(false);
});
