// The `syncrule` command.
export { EXIT, type ExitCode, type Io, processIo } from './io.js';
export { main } from './main.js';
