// Why an object that nobody claims is deleted, or is not: in words and as JSON.
import type { UnclaimedReport } from '../explain/index.js';
import { ruleName } from '../store/index.js';
import { lineText } from './places.js';
import { keyText } from './values.js';
import { inputsJson, inputsText, scalarIn } from './why-text.js';
import type { Workspace } from './workspace.js';

/** `type`: of the object, `corp.user`. */
export const unclaimedLine = (workspace: Workspace, report: UnclaimedReport, type: string): string => {
  const { plan } = workspace.space;
  return `  ${ruleName(report.rule)} ${lineText(plan, report.place)} (unclaimed delete): ${verdictText(workspace, report, type)}`;
};

const verdictText = (workspace: Workspace, { verdict }: UnclaimedReport, type: string): string => {
  switch (verdict.kind) {
    case 'deleted':
      return `nobody claims it: it is to be deleted${verdict.staged ? ', staged' : ''}`;
    case 'spared':
      return `left, since not ${verdict.refusal.condition}${inputsText(verdict.refusal.inputs, scalarIn(workspace, type, type))}`;
    case 'undecided':
      return 'left, since it is not certain yet that nobody claims it';
    case 'sought':
      return `left, since ${verdict.by.map(keyText).join(', ')} may be the one that it belongs to`;
    case 'blocked':
      return `nobody claims it, but it is not deleted: ${verdict.errors.map(({ kind, message }) => `${kind}: ${message}`).join('; ')}`;
  }
};

export const unclaimedJson = (workspace: Workspace, { rule, place, verdict }: UnclaimedReport, type: string) => ({
  rule: ruleName(rule),
  place: lineText(workspace.space.plan, place),
  verdict: verdict.kind,
  staged: verdict.kind === 'deleted' ? verdict.staged : undefined,
  failed:
    verdict.kind === 'spared'
      ? {
          condition: verdict.refusal.condition,
          inputs: inputsJson(verdict.refusal.inputs, scalarIn(workspace, type, type)),
        }
      : undefined,
  soughtBy: verdict.kind === 'sought' ? verdict.by.map(keyText) : undefined,
  errors: verdict.kind === 'blocked' ? verdict.errors.map(({ kind, message }) => ({ kind, message })) : undefined,
});
