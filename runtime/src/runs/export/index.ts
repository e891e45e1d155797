// Exports.
export { type ExportOptions, type ExportReport, exportConnector } from './export.js';
