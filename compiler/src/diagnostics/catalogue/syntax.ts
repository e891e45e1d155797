// SR1xxx, the text of a program: tokens and grammar.
import { defineDiagnostics } from '../define.js';

export const syntaxDiagnostics = defineDiagnostics({});
