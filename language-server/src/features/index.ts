// What an editor asks about programs, besides completion. Plain functions of offsets and texts.
export { fixesAt, type OfferedFix } from './fixes.js';
export { definition, type Hover, hover } from './hover.js';
export { type OutlineEntry, outline } from './outline.js';
export { type Signature, signatureAt } from './signature.js';
export { messageOf } from './words.js';
