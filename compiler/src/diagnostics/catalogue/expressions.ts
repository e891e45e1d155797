// SR31xx types, SR32xx presence and values, SR37xx time.
import { defineDiagnostics } from '../define.js';

export const expressionsDiagnostics = defineDiagnostics({});
