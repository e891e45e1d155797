// Parameters: their types, and their values from the environment or the program (N5).
import type { PlanParam, ValueType } from '@syncrule/runtime/plan';
import { namesDiagnostics } from '../diagnostics/catalogue/names.js';
import { diagnosticsOf } from '../diagnostics/index.js';
import type { Location } from '../source/index.js';
import type { ParamDeclaration } from '../syntax/index.js';
import { constantFromJson, constantOf } from './constants.js';
import { describeType } from './expressions/index.js';
import type { Report } from './findings.js';
import { type Declared, locationOf, type Tables } from './tables.js';
import { resolveType } from './value-types.js';

const report = diagnosticsOf(namesDiagnostics);

/** Values that an environment gives; missing when no environment was chosen, and then no value is asked for. */
export type ParamValues = ReadonlyMap<string, unknown> | undefined;

export interface Params {
  /** Those whose type is right. */
  readonly types: ReadonlyMap<string, ValueType>;
  /** Those that have a value, sorted by name. */
  readonly plan: readonly PlanParam[];
}

/** Where an environment gives the values: each by the parameter's name, and the whole, for those that it does not give. */
export interface ParamPlaces {
  readonly of: ReadonlyMap<string, Location>;
  readonly whole: Location;
}

interface Context {
  readonly values: ParamValues;
  readonly places?: ParamPlaces | undefined;
  readonly report: Report;
}

/** Checks the declarations of parameters; unknown ones among the values are the caller's to report. */
export const checkParams = (tables: Tables, context: Context): Params => {
  const types = new Map<string, ValueType>();
  const plan: PlanParam[] = [];
  for (const entry of tables.all('param')) {
    const { name } = entry.declaration;
    const type = resolveType(entry.declaration.type, {
      file: entry.file,
      report: context.report,
      forbidden: ['ref', 'secret', 'binary'],
      what: 'a parameter',
      metaverse: [],
    });
    const isFirst = tables.find('param', name.text) === entry;
    if (type === undefined || !isFirst) continue;
    types.set(name.text, type);
    const value = valueFor(entry, type, context);
    if (value !== undefined) plan.push({ name: name.text, type, value });
  }
  return { types, plan: plan.sort((a, b) => (a.name < b.name ? -1 : 1)) };
};

const valueFor = (
  entry: Declared<ParamDeclaration>,
  type: ValueType,
  context: Context,
): PlanParam['value'] | undefined => {
  const fromProgram = defaultOf(entry, type, context);
  const { name } = entry.declaration;
  if (context.values?.has(name.text) !== true) {
    const isGiven = entry.declaration.value !== undefined || context.values === undefined;
    if (!isGiven) {
      const whole = context.places?.whole;
      const related = [{ location: locationOf(entry, name), message: `\`${name.text}\` is declared here` }];
      const extras = whole === undefined ? {} : { related };
      context.report(report('SR3020', whole ?? locationOf(entry, name), { name: name.text }, extras));
    }
    return fromProgram;
  }
  const reading = constantFromJson(context.values.get(name.text), type);
  if (reading.kind === 'constant') return reading.value;
  const found = reading.kind === 'wrong' ? reading.found : 'nothing';
  const values = { name: name.text, expected: describeType(type), found };
  const given = context.places?.of.get(name.text);
  const related = [{ location: locationOf(entry, name), message: `\`${name.text}\` is declared here` }];
  context.report(report('SR3021', given ?? locationOf(entry, name), values, given === undefined ? {} : { related }));
  return undefined;
};

const defaultOf = (
  { declaration, file }: Declared<ParamDeclaration>,
  type: ValueType,
  context: Context,
): PlanParam['value'] | undefined => {
  if (declaration.value === undefined) return undefined;
  const reading = constantOf(declaration.value, type);
  if (reading.kind === 'constant') return reading.value;
  if (reading.kind === 'hole') return undefined;
  const location = { file, span: (reading.at ?? declaration.value).span };
  context.report(report('SR3022', location, { expected: describeType(type), found: reading.found }));
  return undefined;
};
