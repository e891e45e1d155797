// SR2xxx, schema files.
import { defineDiagnostics } from '../define.js';

export const schemaDiagnostics = defineDiagnostics({});
