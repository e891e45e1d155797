// The Store port and its records. The stores themselves are in folders of their own, so that reading the port imports no IO.
export * from './departures.js';
export * from './error.js';
export * from './port.js';
export * from './records.js';
export * from './texts.js';
