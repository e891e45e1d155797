// Imports.
export { type ImportOptions, type ImportReport, importConnector } from './import.js';
export { gone, patched, received, receivedAgain } from './transition.js';
