// Structured logs, and what keeps secrets out of them.
export { LEVELS, type Level, type Log, type LogOptions, logTo, logToFile, noLog } from './log.js';
export { Secrets } from './secrets.js';
