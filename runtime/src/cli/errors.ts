// Errors of units in words: which unit, what, by which rule at which line.

import { type EngineError, type ErrorRecord, ruleId, ruleName, type Store } from '../store/index.js';
import { mvId, objectId } from '../values/index.js';
import { type Plan, type PlanRule, placeText } from './places.js';
import { keyText } from './values.js';

/** An error with its unit and rule as the operator knows them. */
export interface DescribedError {
  readonly unit: string;
  readonly kind: EngineError['kind'];
  readonly message: string;
  readonly attribute: string | undefined;
  readonly slot: string | undefined;
  readonly rule: string | undefined;
  readonly place: string | undefined;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly count: number;
}

/** Kinds that inform and are nobody's fault. */
const INFORMATION: ReadonlySet<EngineError['kind']> = new Set(['no-join-key']);

export const isInformation = (kind: EngineError['kind']): boolean => INFORMATION.has(kind);

export const describeErrors = async (
  store: Store,
  plan: Plan,
  records: readonly ErrorRecord[],
): Promise<readonly DescribedError[]> => {
  const units = records.map(({ unit }) => unit);
  const { objects, mvs } = await store.load({
    objects: new Set(units.flatMap((unit) => ('object' in unit ? [objectId(unit.object)] : []))),
    mvs: new Set(units.flatMap((unit) => ('mv' in unit ? [mvId(unit.mv)] : []))),
  });
  const nameOf = (unit: ErrorRecord['unit']): string => {
    if ('connector' in unit) return unit.connector;
    if ('mv' in unit) {
      const mv = mvs.get(unit.mv);
      return mv ? `${mv.type}:${keyText(mv.key)}` : 'a metaverse object that is no more';
    }
    const object = objects.get(unit.object);
    return object
      ? `${object.connector}.${object.type}:${object.anchor ?? object.name ?? ''}`
      : 'an object that is no more';
  };
  return records.map((record) => describe(plan, record, nameOf(record.unit)));
};

const describe = (plan: Plan, { error, firstSeen, lastSeen, count }: ErrorRecord, unit: string): DescribedError => {
  const rule = ruleOf(plan, error.rule);
  return {
    unit,
    kind: error.kind,
    message: error.message,
    attribute: error.attribute,
    slot:
      error.slot &&
      `${error.slot.connector}.${error.slot.type}${error.slot.account ? ` as ${error.slot.account}` : ''}`,
    rule: error.rule === undefined ? undefined : ruleName(error.rule),
    place: rule && placeText(plan, flowPlace(rule, error.attribute)),
    firstSeen,
    lastSeen,
    count,
  };
};

export const ruleOf = (plan: Plan, id: string | undefined): PlanRule | undefined =>
  id === undefined ? undefined : plan.rules.find((rule) => ruleId(rule) === id);

/** Where the rule flows the attribute; the rule itself where it does not. */
export const flowPlace = (rule: PlanRule, attribute: string | undefined): PlanRule['place'] =>
  rule.flows.find((flow) => flow.target === attribute)?.place ?? rule.place;

/** One error on one line, with what is known of its place. */
export const errorLine = (error: DescribedError): string => {
  const where = [error.unit, error.slot, error.attribute].filter(Boolean).join(' ');
  const by = error.rule === undefined ? '' : ` (${error.rule}${error.place ? `, ${error.place}` : ''})`;
  return `${error.kind}  ${where}: ${error.message}${by}`;
};
