// Places in the rules, as the plan carries them.
import type { Place, Plan } from '../plan/index.js';

/** `people.syncrule:12:3`. */
export const placeText = (plan: Plan, [file, line, column]: Place): string =>
  `${plan.files[file] ?? '?'}:${line}:${column}`;

/** `people.syncrule:12`. */
export const lineText = (plan: Plan, [file, line]: Place): string => `${plan.files[file] ?? '?'}:${line}`;

export type { Plan, PlanRule } from '../plan/index.js';
