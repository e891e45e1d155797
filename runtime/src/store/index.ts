// The Store port, its records, and the stores.
export * from './port.js';
export * from './records.js';
