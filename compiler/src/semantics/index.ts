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
export type { ParamPlaces } from './params.js';
export type { Placed } from './scope.js';
export type { ProgramSymbol, Reference, SymbolKind } from './symbol.js';
export type { ObjectTypeSymbol, ProgramSymbols } from './symbols.js';
export type { SourceTree } from './tables.js';
export * from './tests/index.js';
