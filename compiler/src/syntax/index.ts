// From text to tree.
export * from './tree.js';
