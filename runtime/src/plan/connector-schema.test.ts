// The published JSON Schema of connector schemas is the one that the compiler validates with.
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { connectorSchemaSchema } from './connector-schema.js';

it('is published beside the source, word for word (npx vitest -u writes it)', async () => {
  await expect(`${JSON.stringify(connectorSchemaSchema, null, 2)}\n`).toMatchFileSnapshot(
    './connector-schema.schema.json',
  );
});

it('is a JSON Schema, in the strict reading of ajv', () => {
  expect(() => new Ajv({ strict: true }).compile(connectorSchemaSchema)).not.toThrow();
});
