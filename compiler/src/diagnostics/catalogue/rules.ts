// SR33xx to SR36xx, clauses and flows; SR39xx, forms that are not there yet.
import { defineDiagnostics } from '../define.js';

export const rulesDiagnostics = defineDiagnostics({});
