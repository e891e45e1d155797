// Runs: imports, exports, guards, and profiles made of them.
export {
  type DescribedError,
  type DescribedRetry,
  describeErrors,
  flowPlace,
  isInformation,
  placeText,
  ruleOf,
  slotText,
} from './describe.js';
export * from './export/index.js';
export { RunFault, type RunFaultKind } from './fault.js';
export * from './guards/index.js';
export * from './import/index.js';
export { DAY, DEFAULT_KEEP, type KeepPolicy } from './keeping.js';
export { loggedRun } from './logged.js';
export { openSpace } from './open.js';
export * from './operator/index.js';
export type { OnProgress, Progress } from './progress.js';
export { errorCounts, type RunReport, type RunStatus, recordedRun } from './record.js';
export { DEFAULT_RETRY, type RetryPolicy } from './retry.js';
export { isDone, type Runtime, runStep, runSteps, type StepReport, type StepStatus } from './run.js';
export { requireFullImports, type Space, spaceOf } from './space.js';
export type { Statistics } from './statistics.js';
export { connectorOfStep, defaultProfile, type ExportStep, type Step, stepName } from './step.js';
