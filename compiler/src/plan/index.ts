// The plan: put together from what was checked and agreed.
export { assemble } from './assemble.js';
