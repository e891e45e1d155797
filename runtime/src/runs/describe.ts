// Errors of units in words: which unit, what, by which rule at which line, over which values, and when it is tried again.
import { readBit } from '../engine/index.js';
import type { Place, Plan, PlanRule } from '../plan/index.js';
import {
  type AddRefusal,
  type CsObject,
  type EngineError,
  type ErrorRecord,
  type ErrorUnit,
  type MvObject,
  ruleId,
  ruleName,
} from '../store/index.js';
import { type Content, mvId, objectId, SEPARATOR } from '../values/index.js';
import { isParked } from './retry.js';
import { type Space, typeOfObject } from './space.js';

/** An error with its unit and rule as the operator knows them. */
export interface DescribedError {
  /** Address of the object: `hr.person:1001`. */
  readonly unit: string;
  readonly kind: EngineError['kind'];
  readonly message: string;
  readonly attribute: string | undefined;
  /** `corp.user`, `corp.user as admin`. */
  readonly slot: string | undefined;
  readonly rule: string | undefined;
  /** File and line of the rule's flow, or of the rule. */
  readonly place: string | undefined;
  /** What the object held of the attribute when it was last imported. */
  readonly value: Content;
  readonly detail: Readonly<Record<string, string>>;
  readonly retry: DescribedRetry | undefined;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly count: number;
}

/** An operation that failed for now. `next`: when it is sent again; absent while it is parked. */
export interface DescribedRetry {
  readonly attempts: number;
  readonly next: number | undefined;
}

/** Kinds that inform and are nobody's fault. */
const INFORMATION: ReadonlySet<EngineError['kind']> = new Set(['no-join-key']);

export const isInformation = (kind: EngineError['kind']): boolean => INFORMATION.has(kind);

/** The errors in words, with what the store knows of their units now. */
export const describeErrors = async (
  space: Pick<Space, 'store' | 'plan' | 'types'>,
  records: readonly ErrorRecord[],
): Promise<readonly DescribedError[]> => {
  const units = records.map(({ unit }) => unit);
  const mvs = new Set(units.flatMap((unit) => ('mv' in unit ? [mvId(unit.mv)] : [])));
  const loaded = await space.store.load({
    objects: new Set(units.flatMap((unit) => ('object' in unit ? [objectId(unit.object)] : []))),
    mvs,
    addRefusals: mvs,
  });
  return records.map((record) => describe(space, record, unitOf(record.unit, loaded)));
};

/** `people.syncrule:12:3`. */
export const placeText = (plan: Plan, [file, line, column]: Place): string =>
  `${plan.files[file] ?? '?'}:${line}:${column}`;

export const ruleOf = (plan: Plan, id: string | undefined): PlanRule | undefined =>
  id === undefined ? undefined : plan.rules.find((rule) => ruleId(rule) === id);

/** Where the rule flows the attribute; the rule itself where it does not. */
export const flowPlace = (rule: PlanRule, attribute: string | undefined): PlanRule['place'] =>
  rule.flows.find((flow) => flow.target === attribute)?.place ?? rule.place;

interface Unit {
  readonly name: string;
  readonly object?: CsObject | undefined;
  readonly refusals?: readonly AddRefusal[] | undefined;
}

type Loaded = {
  readonly objects: ReadonlyMap<number, CsObject | undefined>;
  readonly mvs: ReadonlyMap<number, MvObject | undefined>;
  readonly addRefusals: ReadonlyMap<number, readonly AddRefusal[]>;
};

const unitOf = (unit: ErrorUnit, { objects, mvs, addRefusals }: Loaded): Unit => {
  if ('connector' in unit) return { name: unit.connector };
  if ('mv' in unit) {
    const mv = mvs.get(unit.mv);
    const name = mv ? `${mv.type}:${mv.key.replaceAll(SEPARATOR, ':')}` : 'a metaverse object that is no more';
    return { name, refusals: addRefusals.get(unit.mv) };
  }
  const object = objects.get(unit.object);
  const address = object && `${object.connector}.${object.type}:${object.anchor ?? object.name ?? ''}`;
  return { name: address ?? 'an object that is no more', object };
};

const describe = (
  { plan, types }: Pick<Space, 'plan' | 'types'>,
  { error, firstSeen, lastSeen, count }: ErrorRecord,
  unit: Unit,
): DescribedError => {
  const rule = ruleOf(plan, error.rule);
  return {
    unit: unit.name,
    kind: error.kind,
    message: error.message,
    attribute: error.attribute,
    slot: error.slot && slotText(error.slot),
    rule: error.rule === undefined ? undefined : ruleName(error.rule),
    place: rule && placeText(plan, flowPlace(rule, error.attribute)),
    value: heldValue({ types }, unit.object, error.attribute),
    detail: error.detail ?? {},
    retry: retryOf(error, unit),
    firstSeen,
    lastSeen,
    count,
  };
};

export const slotText = ({ connector, type, account }: NonNullable<EngineError['slot']>): string =>
  `${connector}.${type}${account ? ` as ${account}` : ''}`;

const heldValue = (
  { types }: Pick<Space, 'types'>,
  object: CsObject | undefined,
  attribute: string | undefined,
): Content => {
  if (!object || attribute === undefined) return undefined;
  const type = typeOfObject({ types }, object);
  const bit = type?.attributes.get(attribute)?.bit;
  const slot = type?.stored.get(bit?.of ?? attribute)?.slot;
  const content = slot === undefined ? undefined : object.image[slot];
  return bit ? readBit(content, bit) : content;
};

/** Of an operation that failed; other errors have nothing that could be tried again. */
const retryOf = ({ kind, slot }: EngineError, { object, refusals = [] }: Unit): DescribedRetry | undefined => {
  if (kind !== 'export-failed') return undefined;
  const refusal = refusals.find((one) => slot !== undefined && slotText(one.slot) === slotText(slot));
  const retry = object?.written?.retry ?? refusal?.retry;
  return retry && { attempts: retry.attempts, next: isParked(retry) ? undefined : retry.notBefore };
};
