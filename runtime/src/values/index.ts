// Values: what attributes hold, compared, ordered, written.
export * from './value.js';
