// What stands for a metaverse object as a value in a connector (engine specification 5.6, S6).
import type { PlanCsAttribute } from '../../plan/index.js';
import type { ObjectHead, Slot } from '../../store/index.js';
import {
  accountOfRef,
  type Content,
  type MvId,
  type MvKey,
  type RefText,
  refById,
  SEPARATOR,
  type Value,
  valuesOf,
} from '../../values/index.js';
import type { TargetMachine } from '../machine/machine.js';
import type { Session } from '../session.js';
import { askAll } from '../space/ask-all.js';
import type { Draft } from './draft.js';
import { draftsFor } from './names.js';
import { sameSlot } from './same.js';

/** An object, an add of this run, or several that could stand for it. */
export type Standing =
  | { readonly kind: 'object'; readonly reference: RefText }
  | { readonly kind: 'add'; readonly mv: MvId; readonly target: TargetMachine; readonly reference: string }
  | { readonly kind: 'ambiguous'; readonly candidates: string }
  | { readonly kind: 'nothing' };

const NOTHING: Standing = { kind: 'nothing' };

/** How an operation refers to an object that is still to be added. */
export const addReference = (key: MvKey, account: string | null, type: string): string =>
  `m:${key}${SEPARATOR}${account ?? ''}${SEPARATOR}${type}`;

/** What stands for a metaverse object in a connector, of a type that the attribute allows: its unnamed account, or the one that `account` named. */
export const standsFor = (
  session: Session,
  value: Value,
  connector: string,
  attribute: PlanCsAttribute,
  isBlocked: (draft: Draft) => boolean,
): Standing => {
  const { key, account } = accountOfRef(value);
  const mv = session.space.mvIdOf(key);
  if (mv === undefined) return NOTHING;
  const allows = (type: string): boolean =>
    attribute.type.to === undefined || attribute.type.to.includes(`${connector}.${type}`);
  const objects = session.space
    .headsLinkedTo(mv)
    .filter(
      (object) =>
        object.existence !== 'gone' &&
        object.connector === connector &&
        object.link?.account === account &&
        allows(object.type),
    );
  const staying = objects.length > 1 ? objects.filter((object) => object.link?.ending === undefined) : objects;
  const [only] = staying;
  if (staying.length === 1 && only !== undefined) return { kind: 'object', reference: refById(only.id) };
  if (objects.length > 1) return { kind: 'ambiguous', candidates: namesOf(session, objects) };
  const adds = addsOf(session, mv, isBlocked).filter(
    ({ slot }) => slot.connector === connector && slot.account === account && allows(slot.type),
  );
  const [add] = adds;
  if (adds.length > 1) return { kind: 'ambiguous', candidates: adds.map(({ csType }) => csType.name).join(', ') };
  return add === undefined
    ? NOTHING
    : { kind: 'add', mv, target: add, reference: addReference(key, account, add.slot.type) };
};

const namesOf = (session: Session, heads: readonly ObjectHead[]): string =>
  heads
    .map(({ id }) => session.space.object(id))
    .map((object) => object?.name ?? object?.anchor ?? '')
    .sort()
    .join(', ');

/** Slots for which a metaverse object adds an object: noted of one that stands alone, whoever refers to it. */
const addsOf = (session: Session, id: MvId, isBlocked: (draft: Draft) => boolean): readonly TargetMachine[] => {
  if (session.carried.stands(id) && !session.carried.restored.has(id)) {
    const type = session.space.mvHead(id)?.type ?? '';
    return (session.machine.mvTypes.get(type)?.targets ?? NO_TARGETS).filter((_, slot) =>
      session.carried.addsTo(id, slot),
    );
  }
  if (keepsItsAdds(session, id)) return targetsOf(session, id, session.space.addsOf(id));
  const mv = session.space.mv(id);
  return mv === undefined
    ? NO_TARGETS
    : draftsFor(session, mv).drafts.flatMap((draft) =>
        draft.kind === 'add' && !isBlocked(draft) ? [draft.target] : [],
      );
};

const NO_TARGETS: readonly TargetMachine[] = [];

/**
 * What is staged for it is known: it stays as it was, or was worked out a moment ago. Where targets require references on
 * creation, an add may come to be blocked by what becomes of others, so that is not asked there.
 */
const keepsItsAdds = ({ carried, unstaged, machine }: Session, id: MvId): boolean =>
  unstaged === undefined
    ? carried.stands(id) && carried.restored.has(id)
    : !unstaged.has(id) && !machine.requiresReferences;

const targetsOf = (session: Session, id: MvId, slots: readonly Slot[]): readonly TargetMachine[] => {
  if (slots.length === 0) return NO_TARGETS;
  const type = session.space.mvHead(id)?.type ?? '';
  return (session.machine.mvTypes.get(type)?.targets ?? NO_TARGETS).filter(({ slot }) =>
    slots.some((each) => sameSlot(each, slot)),
  );
};

/** The draft of an add that stands for somebody. */
export const draftOfAdd = (
  session: Session,
  { mv: id, target }: Extract<Standing, { kind: 'add' }>,
): Draft | undefined => {
  const mv = session.space.mv(id);
  return mv && draftsFor(session, mv).drafts.find((draft) => draft.kind === 'add' && draft.target === target);
};

/** The values of a reference attribute in the connector's terms; `ambiguous`: it is left as it is. */
export type Referred =
  | { readonly kind: 'values'; readonly values: readonly string[] }
  | Extract<Standing, { kind: 'ambiguous' }>;

export const refer = (
  session: Session,
  content: Content,
  connector: string,
  attribute: PlanCsAttribute,
  isBlocked: (draft: Draft) => boolean,
): Referred => {
  const values = new Set<string>();
  const doubts: Extract<Standing, { kind: 'ambiguous' }>[] = [];
  askAll(valuesOf(content), (value) => {
    if (isRefText(value)) {
      values.add(value);
      return;
    }
    const standing = standsFor(session, value, connector, attribute, isBlocked);
    if (standing.kind === 'ambiguous') doubts.push(standing);
    else if (standing.kind !== 'nothing') values.add(standing.reference);
  });
  return doubts[0] ?? { kind: 'values', values: [...values] };
};

/** A rule may name an object of the target itself (T2). A key of the metaverse has separators, such a name has none. */
const isRefText = (value: Value): value is RefText =>
  typeof value === 'string' && value.startsWith('n:') && !value.includes(SEPARATOR);
