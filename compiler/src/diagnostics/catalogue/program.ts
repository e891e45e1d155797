// SR0xxx, the program as a whole: files, directories.
import { defineDiagnostics } from '../define.js';

export const programDiagnostics = defineDiagnostics({});
