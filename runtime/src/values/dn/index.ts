// Distinguished names: RFC 4514 text, its parts, its equality.
export * from './dn.js';
export * from './key.js';
export * from './parse.js';
export * from './parts.js';
export * from './split.js';
export * from './write.js';
