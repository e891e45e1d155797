// Runs: imports, exports, guards, and profiles made of them.
export * from './export/index.js';
export { RunFault, type RunFaultKind } from './fault.js';
export { DEFAULT_GUARDS, type Figures, type Guards } from './guards.js';
export * from './import/index.js';
export { openSpace } from './open.js';
export type { OnProgress, Progress } from './progress.js';
export { type Runtime, runStep, runSteps, type StepReport, type StepStatus } from './run.js';
export { type Space, spaceOf } from './space.js';
export type { Statistics } from './statistics.js';
export { connectorOfStep, defaultProfile, type Step, stepName } from './step.js';
