// Connector schema files: read, checked, and turned into the connectors of a plan.
export { equalityOf, planConnector, schemaValueType } from './connector.js';
export type { JsonFault, JsonMember, JsonNode, JsonReading } from './json.js';
export { describeJson, readJson, valueOfJson } from './json.js';
export type { SchemaPlaces } from './places.js';
export { readSchema, type SchemaReading } from './read.js';
