// Values: what attributes hold, compared, ordered, written.
export * from './codec.js';
export * from './constant.js';
export * from './datetime/index.js';
export * from './dn/index.js';
export * from './equality.js';
export * from './folding.js';
export * from './integer.js';
export * from './lists.js';
export * from './order.js';
export * from './show.js';
export * from './value.js';
