// SR31xx types, SR32xx presence and values, SR37xx time, SR39xx not yet: what expressions can have wrong.
import { expressionNameDiagnostics } from './expressions/names.js';
import { notYetDiagnostics } from './expressions/not-yet.js';
import { timeDiagnostics } from './expressions/time.js';
import { typeDiagnostics } from './expressions/types.js';
import { valueDiagnostics } from './expressions/values.js';

export const expressionsDiagnostics = {
  ...expressionNameDiagnostics,
  ...typeDiagnostics,
  ...valueDiagnostics,
  ...timeDiagnostics,
  ...notYetDiagnostics,
};
