// The store in memory: for tests of rules, whose spaces live as long as a test, and as the measure of the store on disk.
export type { MemoryState } from './state.js';
export { copyOfMemoryStore, isMemoryStore, memoryStore, stateOfMemoryStore } from './store.js';
