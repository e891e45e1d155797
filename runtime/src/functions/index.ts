// The function catalogue.
export * from './entry.js';
