// The plan format: types, loading with verification, canonical form.

export type { DnPart, Lambda, Op } from './expression.js';
export * from './plan.js';
export type { SchemaAttribute, SchemaFile, SchemaType } from './schema-file.js';
export type { Scalar } from './types.js';
