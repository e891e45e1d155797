// Guards: what must hold before anything is sent, and who may let a changeset pass.
export { type Approved, type ApproveRequest, approve } from './approval.js';
export { GuardStop } from './fault.js';
export { type Figures, figuresOf } from './figures.js';
export { type GuardFinding, judge, type Verdict } from './judge.js';
export {
  DEFAULT_GUARDS,
  type GuardSettings,
  type Guards,
  guardsFor,
  LIMITED,
  type Limit,
  type LimitedKind,
} from './settings.js';
export type { Sources } from './sources.js';
export { requireExportable } from './state.js';
export { findingText, stopText } from './words.js';
