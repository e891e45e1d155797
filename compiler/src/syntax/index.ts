// From text to tree.
export { type Parsed, parse } from './parse.js';
export * from './tree.js';
