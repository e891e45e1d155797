// The server, over any connection.
export { offsetAt, type Position, positionAt, type Range, rangeAt } from './positions.js';
export { CAPABILITIES, serve } from './server.js';
