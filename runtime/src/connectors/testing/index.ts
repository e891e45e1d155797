// What tests of connectors share: the contract, real servers, data of others.
export * from './collect.js';
export { connectorContract } from './contract.js';
export { corpus } from './corpora.js';
export { hasSlapd, type Slapd, type SlapdOptions, startSlapd } from './slapd.js';
export * from './system.js';
