// Connected systems in memory.
export { attributeNamed } from './attributes.js';
export { openMemory } from './connector.js';
export { anchorValue } from './export.js';
export { type MemoryObject, type MemoryOptions, MemorySystem, type MemoryValue } from './system.js';
