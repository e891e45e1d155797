// X6: what rests on a name decides no link, since a name may be another one tomorrow.
import { rulesDiagnostics } from '../../diagnostics/catalogue/rules.js';
import { diagnosticsOf } from '../../diagnostics/index.js';
import type { Typed } from '../scope.js';
import type { PlaceInRule } from './scopes.js';

const report = diagnosticsOf(rulesDiagnostics);

/** Reports the first part of a condition of `scope`, `join` or `when` that rests on a name. */
export const reportDecidedByName = ({ restsOn }: Typed, place: Pick<PlaceInRule, 'file' | 'report'>): void => {
  const [first] = restsOn;
  if (first === undefined) return;
  const { span, text } = first;
  place.report(report('SR3505', { file: place.file, span }, { part: text }));
};
