// The Connector port and the connectors.
export * from './port.js';
