// The plan format: types, loading with verification, canonical form.

export { canonicalJson } from './canonical.js';
export { connectorSchemaSchema } from './connector-schema.js';
export { PlanError, type PlanFault } from './error.js';
export type { DnPart, Lambda, NamePlace, Op } from './expression.js';
export { hashOf, type PlanDraft, planText, sealPlan } from './hash.js';
export { loadPlan } from './load.js';
export { type PlanDifference, type PlanMeaning, planDifference, planMeaning } from './meaning.js';
export * from './plan.js';
export { ruleId, ruleName } from './rule-id.js';
export { planSchema } from './schema/plan.js';
export type { SchemaAttribute, SchemaFile, SchemaType } from './schema-file.js';
export type { Scalar } from './types.js';
