// Looking after a store: checks, copies, formats.
export { backupStore, type OnCopied, type Restored, restoreStore } from './backup.js';
export { checkStore, type StoreCheck } from './check.js';
export { type Migration, migrateStore, tryMigration } from './migrate.js';
