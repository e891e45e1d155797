// Places in the rules, as the plan carries them.
import type { Place, Plan } from '../plan/index.js';

/** `people.syncrule:12`. */
export const lineText = (plan: Plan, [file, line]: Place): string => `${plan.files[file] ?? '?'}:${line}`;

export type { Plan, PlanRule } from '../plan/index.js';
export { placeText } from '../runs/index.js';
