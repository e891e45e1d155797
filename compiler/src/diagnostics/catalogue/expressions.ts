// SR31xx types, SR32xx presence and values, SR37xx time, SR38xx what looks beyond one object: what expressions can have wrong.
import { beyondDiagnostics } from './expressions/beyond.js';
import { expressionNameDiagnostics } from './expressions/names.js';
import { timeDiagnostics } from './expressions/time.js';
import { typeDiagnostics } from './expressions/types.js';
import { valueDiagnostics } from './expressions/values.js';

export const expressionsDiagnostics = {
  ...expressionNameDiagnostics,
  ...typeDiagnostics,
  ...valueDiagnostics,
  ...timeDiagnostics,
  ...beyondDiagnostics,
};
