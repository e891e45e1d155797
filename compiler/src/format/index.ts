// The canonical form of programs.
export { type Formatted, format, formatParsed } from './format.js';
