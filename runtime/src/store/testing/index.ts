// A store for tests.
export { memoryStore } from './memory-store.js';
