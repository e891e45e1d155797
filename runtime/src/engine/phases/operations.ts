// The operations of a metaverse object (engine specification 5.6, 5.7), staged where they differ from what was.
import type { EngineError, MvObject, Operation } from '../../store/index.js';
import type { MvId } from '../../values/index.js';
import { attributesOf } from '../inbound/attributes.js';
import { earlier } from '../inbound/stored-attributes.js';
import { operationOf } from '../outbound/difference.js';
import { draftsFor } from '../outbound/names.js';
import { sameOperations, sameSlot } from '../outbound/same.js';
import { forgetUnheededDeletion, keptAfterAll } from '../outbound/unheeded-deletions.js';
import type { Session } from '../session.js';
import type { Findings } from './findings.js';
import { needComplete } from './lists.js';

/** Stages what is the first or the same as before; nothing where there is more to say or to write about it. Whether it did. */
export const stageIfSure = (session: Session, id: MvId, findings: Findings): boolean => {
  const mv = session.space.mv(id);
  if (mv === undefined || keptAfterAll(session, mv).length > 0) return false;
  const operations: Operation[] = [];
  for (const draft of draftsFor(session, mv).drafts) {
    const staged = operationOf(session, draft);
    if (staged.errors.length > 0) return false;
    operations.push(...staged.operations);
  }
  const before = session.space.operationsOf(id);
  if (before.length > 0 && !sameOperations(before, operations)) return false;
  put(session, mv, operations, [], findings);
  return true;
};

/** Whether an add appeared or went away since others were told of it: references to it change with it. */
export const stageOne = (session: Session, id: MvId, findings: Findings): boolean => {
  const mv = session.space.mv(id);
  if (mv === undefined) return false;
  needComplete(session, mv);
  const { drafts, errors } = draftsFor(session, mv);
  const staged = drafts.map((draft) => operationOf(session, draft));
  const operations = staged.flatMap((each) => each.operations);
  const kept = keptAfterAll(session, mv);
  const before = put(session, mv, operations, [...errors, ...staged.flatMap((each) => each.errors)], findings);
  for (const object of kept) forgetUnheededDeletion(session, object);
  return session.carried.wasTold(id) ? isOtherwise(session, mv, operations) : addsOf(before) !== addsOf(operations);
};

/** Returns what was staged before. */
const put = (
  session: Session,
  mv: MvObject,
  operations: readonly Operation[],
  errors: readonly EngineError[],
  findings: Findings,
): readonly Operation[] => {
  const before = session.space.operationsOf(mv.id);
  if (!sameOperations(before, operations)) session.space.putOperations(mv.id, operations);
  findings.staged(mv.id, before, operations);
  findings.ofMv(mv.id, 'slots', distinctErrors(errors));
  // Drafts that were made before a name was reserved know moments that attributes worked out anew do not.
  findings.trigger({ mv: mv.id }, earlier(draftsFor(session, mv).next, attributesOf(session, mv).next));
  return before;
};

/** What is added is not what others were told. */
const isOtherwise = (session: Session, mv: MvObject, operations: readonly Operation[]): boolean =>
  attributesOf(session, mv).type.targets.some(
    (target, index) =>
      session.carried.addsTo(mv.id, index) !==
      operations.some(({ kind, slot }) => kind === 'add' && sameSlot(slot, target.slot)),
  );

const addsOf = (operations: readonly Operation[]): string =>
  operations
    .flatMap((operation) =>
      operation.kind === 'add'
        ? [`${operation.slot.connector} ${operation.slot.type} ${operation.slot.account ?? ''}`]
        : [],
    )
    .sort()
    .join('\n');

const distinctErrors = (errors: readonly EngineError[]): readonly EngineError[] =>
  errors.length < 2 ? errors : [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
