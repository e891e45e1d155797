// The hash that seals a plan: whoever holds it knows which rules ran, and that nobody edited them in between.
import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical.js';
import type { Plan } from './plan.js';

/** A plan that is not sealed yet. */
export type PlanDraft = Omit<Plan, 'hash'>;

/** SHA-256, in hexadecimal, of the canonical JSON of a plan without its `hash`. */
export const hashOf = (plan: PlanDraft): string =>
  createHash('sha256')
    .update(canonicalJson({ ...plan, hash: undefined }))
    .digest('hex');

export const sealPlan = (draft: PlanDraft): Plan => ({ ...draft, hash: hashOf(draft) });

/** A plan as it is written to a file: canonical, and ended by a line end. */
export const planText = (plan: Plan): string => `${canonicalJson(plan)}\n`;
