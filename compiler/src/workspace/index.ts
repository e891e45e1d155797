// From a directory to a plan.
export { type Compilation, type CompileOptions, compileProgram } from './compile.js';
export { adjustableCodes, CONFIG_FILE, type ConfigReading, configIn } from './config.js';
export { rulecConfigSchema } from './config-schema.js';
export { diskHost, readText, reasonOf } from './disk.js';
export { WorkspaceError } from './error.js';
export { type FileReading, type Host, memoryHost } from './host.js';
export { type OpenDocuments, overlay, relativePath } from './overlay.js';
export type { Choice } from './params.js';
export { type FileMaker, type Program, readProgram } from './read.js';
export { programDirectory } from './root.js';
