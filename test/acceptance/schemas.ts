// Schemas of the smallest kind: one type with an anchor and texts.
import type { SchemaFile } from '@syncrule/runtime/plan';

const text = { type: 'string' } as const;

/** A schema with one type: `id` is its anchor, the other attributes are texts that may be absent. */
export const schemaOfTexts = (type: string, ...names: readonly string[]): SchemaFile => ({
  format: 'syncrule-schema/1',
  types: {
    [type]: {
      anchor: 'id',
      attributes: { id: { type: 'string', always: true }, ...Object.fromEntries(names.map((name) => [name, text])) },
    },
  },
});
