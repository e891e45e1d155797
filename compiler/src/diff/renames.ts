// Names that changed while what they name did not: found, and carried into the older plan, so that the rest can be
// compared as if the new names had always been used.
import { canonicalJson, type Plan, type PlanDraft, sealPlan } from '@syncrule/runtime/plan';
import type { Change } from './change.js';
import { byName, compared } from './compared.js';
import { meaningOf, meaningOfPlan } from './meaning.js';

type Rename =
  | { readonly kind: 'attribute'; readonly type: string; readonly from: string; readonly to: string }
  | { readonly kind: 'function' | 'param'; readonly from: string; readonly to: string };

export interface Renamed {
  /** The older plan with the newer names. */
  readonly plan: Plan;
  readonly changes: readonly Change[];
}

/** Where more names than that came and went, nobody means a rename. */
const MOST = 200;

/** Renames are taken one after the other, each only when it brings the older plan nearer to the newer one. */
export const withNewNames = (before: Plan, after: Plan): Renamed => {
  let plan = before;
  const changes: Change[] = [];
  for (const candidate of candidates(before, after).slice(0, MOST)) {
    const renamed = rename(plan, candidate);
    if (distance(renamed, after) >= distance(plan, after)) continue;
    plan = renamed;
    changes.push(changeOf(candidate));
  }
  return { plan, changes };
};

const changeOf = (found: Rename): Change => {
  const { from, to, kind } = found;
  if (kind === 'attribute')
    return {
      effect: 'metaverse',
      kind: 'renamed',
      subject: `attribute ${found.type}.${from}`,
      after: `${found.type}.${to}`,
    };
  return {
    effect: kind === 'function' ? 'functions' : 'params',
    kind: 'renamed',
    subject: `${kind} ${from}`,
    after: to,
  };
};

/** Pairs of a name that went and one that came, for things that otherwise look alike. */
const candidates = (before: Plan, after: Plan): readonly Rename[] => {
  const functions = pairs(before.functions, after.functions).map((pair) => ({ kind: 'function' as const, ...pair }));
  const params = pairs(before.params, after.params).map((pair) => ({ kind: 'param' as const, ...pair }));
  const attributes = compared(before.metaverse, after.metaverse, byName).kept.flatMap((type) =>
    pairs(type.before.attributes, type.after.attributes, ({ type: own, equality }) =>
      canonicalJson({ own, equality }),
    ).map((pair) => ({ kind: 'attribute' as const, type: type.after.name, ...pair })),
  );
  return [...functions, ...params, ...attributes];
};

const pairs = <T extends { readonly name: string }>(
  before: readonly T[],
  after: readonly T[],
  likeness: (item: T) => string = () => '',
): readonly { readonly from: string; readonly to: string }[] => {
  const { added, removed } = compared(before, after, byName);
  return removed.flatMap((from) =>
    added.filter((to) => likeness(to) === likeness(from)).map((to) => ({ from: from.name, to: to.name })),
  );
};

/** How many parts of one plan are not in the other. */
const distance = (before: Plan, after: Plan): number => {
  if (meaningOfPlan(before) === meaningOfPlan(after)) return 0;
  const [old, now] = [new Set(partsOf(before)), new Set(partsOf(after))];
  return [...old].filter((part) => !now.has(part)).length + [...now].filter((part) => !old.has(part)).length;
};

const partsOf = (plan: Plan): readonly string[] => {
  const text = (part: unknown): string => meaningOf(plan.keys, part);
  return [
    ...plan.functions.map(text),
    ...plan.params.map(text),
    ...plan.namespaces.map(text),
    ...plan.metaverse.flatMap(({ name, attributes }) => attributes.map((attribute) => text({ name, attribute }))),
    ...plan.rules.flatMap(({ flows, ...rule }) => [
      text(rule),
      ...flows.map((flow) => text({ rule: rule.name, flow })),
    ]),
  ];
};

const rename = ({ hash, ...plan }: Plan, change: Rename): Plan => {
  const draft: PlanDraft = change.kind === 'attribute' ? attributeRenamed(plan, change) : namesReplaced(plan, change);
  return sealPlan(draft);
};

/** Whether `source` and `target` of an expression are attributes of the type whose attribute changes its name. */
interface Sight {
  readonly source: boolean;
  readonly target: boolean;
}

const attributeRenamed = (plan: PlanDraft, change: Extract<Rename, { readonly kind: 'attribute' }>): PlanDraft => {
  const { type, from, to } = change;
  const other: Sight = { source: false, target: false };
  const inside = <T>(part: T, sight: Sight): T => mapped(part, (record) => renamedRead(record, change, sight));
  return {
    ...plan,
    metaverse: plan.metaverse.map((one) => ({
      ...one,
      attributes: one.attributes.map((attribute) => ({
        ...inside(attribute, { ...other, source: one.name === type }),
        name: one.name === type && attribute.name === from ? to : attribute.name,
      })),
    })),
    functions: inside(plan.functions, other),
    keys: plan.keys.map((key) => inside(key, { ...other, source: key.type === type })),
    namespaces: plan.namespaces.map((one) => ({
      ...one,
      entries: one.entries.map((entry) => inside(entry, { ...other, source: entry.type === type })),
    })),
    rules: plan.rules.map((rule) => {
      const isOurs = rule.mvType === type;
      const sight = { source: isOurs && rule.direction === 'outbound', target: isOurs && rule.direction === 'inbound' };
      const renamed = inside(rule, sight);
      if (!sight.target) return renamed;
      return {
        ...renamed,
        flows: renamed.flows.map((flow) => (flow.target === from ? { ...flow, target: to } : flow)),
      };
    }),
  };
};

type Members = Readonly<Record<string, unknown>>;

/** A part of a plan, which is JSON, with each of its records changed, inner ones first. */
const mapped = <T>(part: T, change: (record: Members) => Members): T =>
  JSON.parse(JSON.stringify(part), (_, value: unknown) => (isRecord(value) ? change(value) : value));

const isRecord = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const renamedRead = (
  record: Members,
  { type, from, to }: Extract<Rename, { readonly kind: 'attribute' }>,
  sight: Sight,
): Members => {
  if (record.op === 'unique' && isNamed(record.place, type, from))
    return { ...record, place: { ...record.place, name: to } };
  if (record.attribute !== from) return record;
  const isOurs =
    (record.op === 'source' && sight.source) ||
    (record.op === 'target' && sight.target) ||
    (record.op === 'through' && record.side === 'mv' && canonicalJson(record.types) === canonicalJson([type]));
  return isOurs ? { ...record, attribute: to } : record;
};

const isNamed = (place: unknown, type: string, name: string): place is { readonly name: string } =>
  typeof place === 'object' &&
  place !== null &&
  'type' in place &&
  place.type === type &&
  'name' in place &&
  place.name === name;

const namesReplaced = (
  plan: PlanDraft,
  { kind, from, to }: Exclude<Rename, { readonly kind: 'attribute' }>,
): PlanDraft => {
  const op = kind === 'function' ? 'apply' : 'param';
  const renamed = mapped(plan, (record) =>
    record.op === op && record.name === from ? { ...record, name: to } : record,
  );
  const inList = <T extends { readonly name: string }>(items: readonly T[]): readonly T[] =>
    items.map((item) => (item.name === from ? { ...item, name: to } : item));
  return kind === 'function'
    ? { ...renamed, functions: inList(renamed.functions) }
    : { ...renamed, params: inList(renamed.params) };
};
