// From a checked program and its agreement to the plan: everything sorted, so that the order of files and declarations
// leaves no trace but the places.
import {
  type Constant,
  canonicalJson,
  PLAN_FORMAT,
  type Plan,
  type PlanMvType,
  type PlanNamespaceEntry,
  type PlanRule,
  sealPlan,
} from '@syncrule/runtime/plan';
import type { CheckedProgram, CheckedRule } from '../semantics/model.js';
import { milliseconds } from '../semantics/rules/after.js';
import { keyTable, type Replaced } from './keys.js';

/**
 * `metaverse`: settled by agreement. The program has no errors, and its files are sorted by path. `replaced` is told which
 * expressions of the program have others in their place in the plan.
 */
export const assemble = (program: CheckedProgram, metaverse: readonly PlanMvType[], replaced?: Replaced): Plan => {
  const values = new Map(program.params.map(({ name, value }) => [name, value]));
  const rules = program.rules.map((rule) => withAfter(rule, values));
  const keys = keyTable(program.keys, { rules, types: metaverse }, replaced);
  return sealPlan({
    format: PLAN_FORMAT,
    files: program.files.map((file) => file.path),
    params: byName(program.params),
    connectors: byName(program.connectors).map((connector) => ({
      ...connector,
      types: byName(connector.types).map((type) => ({ ...type, attributes: byName(type.attributes) })),
    })),
    metaverse: byName(metaverse).map(keys.typeWith),
    functions: byName(program.functions),
    namespaces: byName(program.namespaces).map((namespace) => ({
      ...namespace,
      entries: [...namespace.entries].sort(compareEntries),
    })),
    keys: keys.keys,
    rules: rules.map((rule) => inOrder(keys.ruleWith(rule))).sort(compareRules),
  });
};

/** R2: how long an account waits, now that all parameters have values. A negative duration, which only tests can bring, is none. */
const withAfter = ({ plan, after }: CheckedRule, values: ReadonlyMap<string, Constant>): PlanRule => {
  if (after === undefined || plan.direction === 'inbound' || plan.deprovision === undefined) return plan;
  const duration = Math.max(0, milliseconds(after, values) ?? 0);
  return duration === 0 ? plan : { ...plan, deprovision: { ...plan.deprovision, after: duration } };
};

const byName = <T extends { readonly name: string }>(items: readonly T[]): readonly T[] =>
  [...items].sort((a, b) => compareTexts(a.name, b.name));

/** Inside a rule only the order of joins has a meaning. */
const inOrder = (rule: PlanRule): PlanRule => ({
  ...rule,
  lets: byName(rule.lets),
  flows: [...rule.flows].sort((a, b) => compareTexts(a.target, b.target)),
});

const compareEntries = (a: PlanNamespaceEntry, b: PlanNamespaceEntry): number =>
  compareTexts(a.type, b.type) || compareTexts(canonicalJson(a.of), canonicalJson(b.of));

const compareRules = (a: PlanRule, b: PlanRule): number =>
  comparePrecedences(a.precedence, b.precedence) ||
  compareTexts(a.name, b.name) ||
  compareTexts(sourceOf(a), sourceOf(b)) ||
  compareTexts(targetOf(a), targetOf(b));

/** None comes last. */
const comparePrecedences = (a: number | undefined, b: number | undefined): number => {
  if (a === b) return 0;
  if (a === undefined) return 1;
  return b === undefined ? -1 : a - b;
};

/** An account stands behind its type: `corp.user`, `corp.user as admin`. */
const csOf = ({ csType, account }: PlanRule): string => (account === undefined ? csType : `${csType} as ${account}`);
const sourceOf = (rule: PlanRule): string => (rule.direction === 'inbound' ? csOf(rule) : rule.mvType);
const targetOf = (rule: PlanRule): string => (rule.direction === 'inbound' ? rule.mvType : csOf(rule));

/** By code units: the same on every machine. */
const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
