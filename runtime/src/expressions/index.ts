// Plan expressions, compiled to functions.

export * from './context.js';
export * from './environment.js';
