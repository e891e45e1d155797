// Programs as an editor sees them.
export { type OpenDocuments, overlay, relativePath } from './overlay.js';
export { createPrograms, fileOf, type Program, type ProgramReading, type Programs, parsedFile } from './programs.js';
export { programDirectory } from './root.js';
