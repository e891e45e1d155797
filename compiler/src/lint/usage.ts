// Who reads and who writes each attribute, over the whole program.
import type { Expr, PlanKey } from '@syncrule/runtime/plan';
import { exprsIn } from '../semantics/expr-walk.js';
import type { CheckedProgram, CheckedRule } from '../semantics/index.js';
import type { Location } from '../source/index.js';

/** A place that reads or writes an attribute, and in what. */
export interface Use {
  readonly location: Location;
  /** `rule hrPerson`, `person.status`. */
  readonly by: string;
}

export interface Usage {
  /** By `type.attribute`, each in the order of the program. */
  readonly reads: ReadonlyMap<string, readonly Use[]>;
  readonly writes: ReadonlyMap<string, readonly Use[]>;
}

export const attributeKey = (type: string, attribute: string): string => `${type}.${attribute}`;

/** Reads in flows, scopes, `let`s, joins and derived attributes; flows and expressions that write. */
export const usageOf = (program: CheckedProgram): Usage => {
  const reads = new Map<string, Use[]>();
  const writes = new Map<string, Use[]>();
  for (const rule of program.rules) {
    for (const { plan, location } of rule.flows) {
      add(writes, attributeKey(typesOf(rule).target, plan.target), { location, by: nameOf(rule) });
    }
    for (const [expr, location] of expressionsOf(rule))
      addReads(reads, expr, typesOf(rule), { location, by: nameOf(rule) });
    addKeys(reads, rule, program.keys);
  }
  for (const { plan, attributes } of program.metaverse) {
    for (const { name, derived } of plan.attributes) {
      const location = attributes.find((each) => each.name === name)?.location;
      if (derived === undefined || location === undefined) continue;
      const use = { location, by: attributeKey(plan.name, name) };
      add(writes, use.by, use);
      addReads(reads, derived, { source: plan.name, target: plan.name }, use);
    }
  }
  addFunctions(reads, program);
  return { reads, writes };
};

interface Types {
  readonly source: string;
  readonly target: string;
}

const typesOf = ({ plan }: CheckedRule): Types =>
  plan.direction === 'inbound'
    ? { source: plan.csType, target: plan.mvType }
    : { source: plan.mvType, target: plan.csType };

const nameOf = ({ plan }: CheckedRule): string => `rule ${plan.name}`;

/** The expressions of a rule, those of its joins aside, and where they stand. */
const expressionsOf = (rule: CheckedRule): readonly (readonly [Expr, Location])[] => {
  const { plan } = rule;
  const when = plan.direction === 'inbound' ? plan.project?.when : plan.provision?.when;
  const whenLocation = rule.projectLocation ?? rule.provisionLocation ?? rule.nameLocation;
  return [
    ...(plan.scope === undefined ? [] : [[plan.scope, rule.scopeLocation] as const]),
    ...(when === undefined ? [] : [[when, whenLocation] as const]),
    ...plan.lets.map(({ of }) => [of, rule.nameLocation] as const),
    ...rule.flows.map((flow) => [flow.plan.of, flow.location] as const),
  ];
};

const addReads = (reads: Map<string, Use[]>, of: Expr, { source, target }: Types, use: Use): void => {
  for (const expr of exprsIn(of)) {
    if (expr.op === 'source') add(reads, attributeKey(source, expr.attribute), use);
    if (expr.op === 'target') add(reads, attributeKey(target, expr.attribute), use);
    if (expr.op === 'through') for (const type of expr.types) add(reads, attributeKey(type, expr.attribute), use);
  }
};

const addKeys = (reads: Map<string, Use[]>, rule: CheckedRule, keys: readonly PlanKey[]): void => {
  for (const [i, join] of rule.plan.joins.entries()) {
    const use = { location: rule.joins[i]?.location ?? rule.nameLocation, by: nameOf(rule) };
    for (const key of [keys[join.source], keys[join.target]]) {
      if (key === undefined) continue;
      const types = { source: key.type, target: key.type };
      for (const of of [...key.parts.map((part) => part.of), ...key.conditions]) addReads(reads, of, types, use);
    }
  }
};

/** A function reads through references only. */
const addFunctions = (reads: Map<string, Use[]>, { functions, files }: CheckedProgram): void => {
  const [file] = files;
  if (file === undefined) return;
  for (const { name, body } of functions) {
    const use = { location: { file, span: { start: 0, end: 0 } }, by: `function ${name}` };
    addReads(reads, body, { source: '', target: '' }, use);
  }
};

/** Once for each place. */
const add = (uses: Map<string, Use[]>, key: string, use: Use): void => {
  const known = uses.get(key);
  if (known === undefined) uses.set(key, [use]);
  else if (known.at(-1)?.location !== use.location) known.push(use);
};
