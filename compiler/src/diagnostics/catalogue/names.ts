// SR30xx, names and declarations.
import { defineDiagnostics } from '../define.js';

export const namesDiagnostics = defineDiagnostics({});
