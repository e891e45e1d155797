// What differs in meaning between two plans.
import type { Plan } from '@syncrule/runtime/plan';
import { type Change, EFFECTS } from './change.js';
import { declarationChanges } from './declarations.js';
import { withNewNames } from './renames.js';
import { ruleChanges } from './rules.js';

/**
 * The changes from one plan to the other, the dangerous ones first; none when they mean the same, as two plans with one
 * hash do. Places, files, and the order of declarations have no meaning.
 */
export const diffPlans = (before: Plan, after: Plan): readonly Change[] => {
  if (before.hash === after.hash) return [];
  const renamed = withNewNames(before, after);
  const changes = [...renamed.changes, ...ruleChanges(renamed.plan, after), ...declarationChanges(renamed.plan, after)];
  const rank = ({ effect }: Change): number => EFFECTS.indexOf(effect);
  return changes.sort((a, b) => rank(a) - rank(b) || compare(a.subject, b.subject));
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
