// Meaning: names, types, presence; from trees and schemas to a checked program.
export { checkProgram, type ProgramInput, type ProgramResult } from './check-program.js';
export type {
  AbsentPart,
  CheckedAttribute,
  CheckedFlow,
  CheckedMvType,
  CheckedProgram,
  CheckedRule,
} from './model.js';
export type { Reference } from './references.js';
export type { ObjectTypeSymbol, ProgramSymbol, ProgramSymbols, SymbolKind } from './symbols.js';
export type { SourceTree } from './tables.js';
