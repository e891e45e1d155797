// A store for tests.
export type { MemoryState } from './memory-state.js';
export { copyOfMemoryStore, memoryStore, stateOfMemoryStore } from './memory-store.js';
