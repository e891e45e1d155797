// The LDIF connector.
export { openLdif } from './connector.js';
export { type LdifSettings, ldifSettingsSchema } from './settings.js';
