// Dates, instants, durations and zones.
export * from './days.js';
export * from './duration.js';
export * from './format.js';
export * from './formatted.js';
export * from './generalized-time.js';
export * from './iso.js';
export * from './zone.js';
