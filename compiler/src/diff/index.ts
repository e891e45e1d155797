// Differences in meaning between two plans.
export type { Change, Effect } from './change.js';
export { diffPlans } from './diff.js';
export { meaningOfPlan } from './meaning.js';
export { changesJson, renderChanges } from './render.js';
