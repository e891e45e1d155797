// What would happen, before it does.

export type { PreviewedChange, PreviewedOperation } from './changes.js';
export type { ChangeGroup, GroupKind } from './groups.js';
export { changeText } from './groups.js';
export { type Preview, type PreviewedConnector, type PreviewOptions, previewPending, stampOf } from './pending.js';
export { previewTrial, type Trial, type TrialOptions } from './trial.js';
