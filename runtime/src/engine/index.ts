// The pure engine: what a plan makes of connector spaces and a metaverse.
export { hashOfContent, hashOfSent, operationFingerprint } from './fingerprint.js';
export * from './inspection.js';
export type { CsTypeMachine, Machine, MvTypeMachine } from './machine/machine.js';
export { typesWithNames } from './machine/name-reads.js';
export { keySpecTexts, prepare, selectionOf } from './machine/prepare.js';
export { readBit, writeBit } from './machine/rows.js';
export { managedAs } from './outbound/intent.js';
export { belowName } from './outbound/names.js';
export type { Counts } from './phases/statistics.js';
export { Interrupted } from './session.js';
export { type SyncOptions, SyncRefused, type SyncReport, synchronise } from './synchronise.js';
