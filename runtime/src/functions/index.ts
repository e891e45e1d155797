// The function catalogue.
export * from './catalogue.js';
export { EXAMPLE_CERTIFICATE, withExampleValues } from './certificates/index.js';
export * from './entra-connect.js';
export * from './entry.js';
export * from './signature.js';
