// The steps that runs are made of.
import type { Plan } from '../plan/index.js';
import type { ItemSelection } from './export/index.js';

/** A step of a run profile. */
export type Step =
  | { readonly import: string; readonly mode?: 'full' | 'delta' }
  | { readonly sync: 'full' | 'delta' }
  | ExportStep;

export interface ExportStep {
  readonly export: string;
  /** Only a part of what is staged. */
  readonly selection?: ItemSelection;
  /** Refuses any other changeset than the one whose hash begins like this. */
  readonly changeset?: string;
}

/** The step as the field calls it: `full import`, `delta sync`, `export`. */
export const stepName = (step: Step): string => {
  if ('import' in step) return `${step.mode ?? 'full'} import`;
  return 'sync' in step ? `${step.sync} sync` : 'export';
};

export const connectorOfStep = (step: Step): string | undefined => {
  if ('import' in step) return step.import;
  return 'export' in step ? step.export : undefined;
};

/** What is done when no profile is configured: import everything, synchronise, export, and see it confirmed. */
export const defaultProfile = (plan: Plan): readonly Step[] => {
  const imports = (connectors: readonly string[]) => connectors.map((name): Step => ({ import: name, mode: 'full' }));
  const sync: Step = { sync: 'delta' };
  const targets = targetsOf(plan);
  const first = [...imports(plan.connectors.map(({ name }) => name)), sync];
  if (targets.length === 0) return first;
  return [...first, ...targets.map((name): Step => ({ export: name })), ...imports(targets), sync];
};

/** Connectors that outbound rules write to. */
const targetsOf = (plan: Plan): readonly string[] => {
  const written = new Set(
    plan.rules.filter((rule) => rule.direction === 'outbound').map((rule) => rule.csType.split('.')[0]),
  );
  return plan.connectors.map(({ name }) => name).filter((name) => written.has(name));
};
