// The reference interpreter: what the engine is compared with.
export { type RefState, stateOf, toRecords } from './state.js';
export { synchroniseReference } from './sync.js';
