// Programs as an editor sees them.
export { createPrograms, fileOf, type Program, type ProgramReading, type Programs, parsedFile } from './programs.js';
