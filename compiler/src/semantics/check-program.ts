// Checks the declarations of a program one after the other: from trees to what the plan is made of.

import type { SchemaFile } from '@syncrule/runtime/plan';
import type { Diagnostic } from '../diagnostics/index.js';
import type { SourceFile } from '../source/index.js';
import { declaredAccounts } from './accounts.js';
import { reportBits } from './bits.js';
import { clearedAttributes } from './cleared.js';
import { checkConnectors } from './connectors.js';
import { Findings } from './findings.js';
import { declareFunctions } from './functions.js';
import { Keys } from './keys.js';
import { declareMetaverse } from './metaverse.js';
import type { CheckedProgram } from './model.js';
import { checkNamespaces } from './namespaces.js';
import type { ObjectType } from './object-types.js';
import { checkParams, type ParamPlaces, type ParamValues } from './params.js';
import { placesIn, sortedFiles } from './places.js';
import { reservedFunctionNames } from './reserved.js';
import { checkFlowsDeclaration } from './rules/check-flows.js';
import { checkRule, type RuleResult } from './rules/check-rule.js';
import { timeReasons } from './rules/joins.js';
import { reportIncludeCircles } from './rules/structure.js';
import type { Placed } from './scope.js';
import { type ProgramSymbols, programSymbols } from './symbols.js';
import { buildTables, reportDuplicateDeclarations, type SourceTree } from './tables.js';
import { type CheckedTest, checkTests } from './tests/index.js';
import type { World } from './world.js';

export interface ProgramInput {
  readonly trees: readonly SourceTree[];
  /** Schema files by their path as connectors write it. */
  readonly schemas: ReadonlyMap<string, SourceFile>;
  /** Values of parameters from the environment, as JSON; missing when none was chosen: then none is asked for. */
  readonly params?: ParamValues;
  /** Where the environment gives them. */
  readonly paramPlaces?: ParamPlaces | undefined;
  /** Is told where each expression of the plan is written. */
  readonly placed?: Placed;
}

export interface ProgramResult {
  readonly program: CheckedProgram;
  readonly diagnostics: readonly Diagnostic[];
  readonly symbols: ProgramSymbols;
  readonly tests: readonly CheckedTest[];
  /** The schemas of connectors, as far as they could be read. */
  readonly schemas: ReadonlyMap<string, SchemaFile>;
}

/** Checks a program. Never throws, whatever holes its trees have. */
export const checkProgram = (input: ProgramInput): ProgramResult => {
  const { trees, schemas, params: values, placed } = input;
  const findings = new Findings();
  const to = findings.report;
  const files = sortedFiles(trees.map(({ file }) => file));
  const placeOf = placesIn(files);
  const tables = buildTables(inOrder(trees));
  reportDuplicateDeclarations(tables, to);

  const connectors = checkConnectors(tables, schemas, to);
  const params = checkParams(tables, { values, places: input.paramPlaces, report: to });
  const functions = declareFunctions(tables, reservedFunctionNames(), () => world, to);
  const canBeCleared = clearedAttributes(tables);
  const metaverse = declareMetaverse({ tables, world: () => world, canBeCleared, report: to });
  const world: World = {
    tables,
    paramTypes: params.types,
    functions: functions.declared,
    objectTypes: new Map([...connectors.types, ...metaverse.types].map((type) => [type.name, type])),
    isUnread: connectors.isUnread,
    placed,
    paramValues: new Map(params.plan.map(({ name, value }) => [name, value])),
    accounts: declaredAccounts(tables),
    keys: new Keys(),
  };

  const planFunctions = functions.checkBodies(to);
  const types = metaverse.finish(placeOf);
  reportIncludeCircles(tables, to);
  for (const entry of tables.all('flows')) checkFlowsDeclaration(entry, world, placeOf, to);
  const namespaces = checkNamespaces(world, placeOf, to);
  const whyNotLookedUp = timeReasons(metaverse.derived, world.functions);
  const results = tables.all('rule').map((rule) => checkRule(rule, { world, placeOf, whyNotLookedUp, report: to }));
  const rules = results.flatMap((result) => result.rules);
  reportBits(rules, world, to);
  const tests = checkTests(inOrder(trees), world, to);

  const program: CheckedProgram = {
    files,
    params: params.plan,
    connectors: connectors.plan,
    unique: new Set(connectors.types.flatMap(uniqueOf)),
    metaverse: types,
    functions: planFunctions,
    namespaces,
    keys: world.keys.list(),
    rules,
    complete: isComplete(results, findings),
  };
  return { program, diagnostics: findings.list(), symbols: programSymbols(world), tests, schemas: connectors.schemas };
};

const uniqueOf = ({ name, attributes }: ObjectType): readonly string[] =>
  attributes.flatMap((attribute) => (attribute.unique === true ? [`${name}.${attribute.name}`] : []));

const inOrder = (trees: readonly SourceTree[]): readonly SourceTree[] =>
  [...trees].sort((a, b) => (a.file.path < b.file.path ? -1 : a.file.path > b.file.path ? 1 : 0));

const isComplete = (results: readonly RuleResult[], findings: Findings): boolean =>
  results.every((result) => result.complete) && findings.list().every(({ severity }) => severity !== 'error');
