// Completion in two halves: what stands at the cursor, and what may stand there.
export { classify } from './classify.js';
export type { Cursor, Expected, Place, Side, Sight, Variable } from './cursor.js';
export type { Item, ItemKind } from './item.js';
export { itemsAt } from './items.js';
export { OWN_FORMS } from './own-forms.js';
export { type Token, tokensOf } from './word.js';
