// The LDAP connector.
export { openLdap } from './connector.js';
export { type LdapSettings, ldapSettingsSchema } from './settings.js';
