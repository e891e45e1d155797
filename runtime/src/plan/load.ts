// From a plan file to a plan that may run: JSON, format version, JSON Schema, hash, in this order.
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { PlanError } from './error.js';
import { hashOf } from './hash.js';
import { PLAN_FORMAT, type Plan } from './plan.js';
import { planSchema } from './schema/plan.js';

/** Throws a {@link PlanError} unless the text is a plan of this version that nobody altered. */
export const loadPlan = (text: string): Plan => {
  const json = parseJson(text);
  expectFormat(json);
  const plan = expectSchema(json);
  expectHash(plan);
  return plan;
};

const COMPILE = 'Compile the rules again: rulec compile DIR -o plan.json';

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : String(error);
    throw new PlanError('notJson', `expected a plan in JSON, found text that is not JSON: ${reason}`, COMPILE);
  }
};

const expectFormat = (json: unknown): void => {
  const format = typeof json === 'object' && json !== null && 'format' in json ? json.format : undefined;
  if (format === PLAN_FORMAT) return;
  if (typeof format === 'string' && format.startsWith('syncrule-plan/')) {
    throw new PlanError(
      'otherFormat',
      `expected a plan of format ${PLAN_FORMAT}, found ${format}`,
      'Compile the rules with the rulec that belongs to this syncrule',
    );
  }
  const found = format === undefined ? 'no "format"' : `"format" ${JSON.stringify(format)}`;
  throw new PlanError('otherFormat', `expected a plan with "format" "${PLAN_FORMAT}", found ${found}`, COMPILE);
};

const expectSchema = (json: unknown): Plan => {
  const validate = planValidator();
  if (validate(json)) return json;
  throw new PlanError(
    'malformed',
    `expected a plan as its JSON Schema describes it: ${describe(validate.errors ?? [])}`,
    COMPILE,
  );
};

const expectHash = (plan: Plan): void => {
  const found = hashOf(plan);
  if (found === plan.hash) return;
  throw new PlanError(
    'altered',
    `expected the contents that the hash ${plan.hash} was made of, found contents with the hash ${found}: the plan was changed after it was compiled`,
    'Change the rules, not the plan, and compile again: rulec compile DIR -o plan.json',
  );
};

let compiled: ValidateFunction<Plan> | undefined;
/** Compiled on first use: most commands never read a plan. That the schema is one is for a test to see: it takes long. */
const planValidator = (): ValidateFunction<Plan> => {
  compiled ??= new Ajv({
    discriminator: true,
    allowUnionTypes: true,
    meta: false,
    validateSchema: false,
  }).compile<Plan>(planSchema);
  return compiled;
};

/** The error that lies deepest: the alternatives of a union complain too, further up. */
const deepest = (errors: readonly ErrorObject[]): ErrorObject | undefined => {
  const depth = (error: ErrorObject) => error.instancePath.split('/').length;
  return errors.reduce<ErrorObject | undefined>((best, e) => (best && depth(best) >= depth(e) ? best : e), undefined);
};

const describe = (errors: readonly ErrorObject[]): string => {
  const error = deepest(errors);
  if (error === undefined) throw new Error('bug: invalid, yet without an error');
  const extra = error.keyword === 'additionalProperties' ? ` (${JSON.stringify(error.params.additionalProperty)})` : '';
  return `${error.instancePath === '' ? 'the plan' : error.instancePath} ${error.message ?? error.keyword}${extra}`;
};
