// The function catalogue.
export * from './catalogue.js';
export * from './entry.js';
