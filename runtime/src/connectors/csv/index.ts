// The CSV connector.
export { openCsv } from './connector.js';
export { type CsvSettings, csvSettingsSchema } from './settings.js';
