// SR4xxx, agreement between rules.
import { defineDiagnostics } from '../define.js';

export const agreementDiagnostics = defineDiagnostics({});
