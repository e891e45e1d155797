// Source texts and places in them.
export * from './source.js';
