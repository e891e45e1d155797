// From text to tree.
export { reservedWords, type Token, wordKinds } from './lexer/tokens.js';
export { type Parsed, parse } from './parse.js';
export * from './tree.js';
