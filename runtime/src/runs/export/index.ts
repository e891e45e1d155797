// Exports.
export { type CanonicalOperation, canonicalOperations, hashOfChangeset } from './canonical.js';
export { type Changeset, changesetOf } from './changeset.js';
export { currentReferences } from './current.js';
export { type ExportOptions, type ExportReport, exportConnector } from './export.js';
export { type Item, isReference } from './item.js';
export { type Condition, EVERYTHING, FIELDS, type ItemSelection, isEverything, selectItems } from './selection.js';
export { currentContent } from './written.js';
