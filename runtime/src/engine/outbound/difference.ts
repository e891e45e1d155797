// From drafts to operations (engine specification 5.6 S6, 5.7): the difference between what is wanted and what is there.
import type { AttributeChange, CsObject, EngineError, Operation } from '../../store/index.js';
import type { Session } from '../session.js';
import { readWhole } from '../space/read-whole.js';
import { blockError, blockOf } from './blocking.js';
import { type Asking, changesOf, isInParts, LEFT, renameOf, ruleOf, wantedContent } from './changes.js';
import type { Draft } from './draft.js';
import { followsAbove } from './following.js';
import { concerns, deletionOf, isDeletionUnheeded, updateOf } from './refusals.js';
import type { UnclaimedDraft } from './unclaimed.js';

export interface Staged {
  readonly operations: readonly Operation[];
  readonly errors: readonly EngineError[];
}

const NOTHING: Staged = { operations: [], errors: [] };

/** The operation of a draft, if there is anything to do and nothing in the way. */
export const operationOf = (session: Session, draft: Draft): Staged => {
  const block = blockOf(session, draft);
  const blocked = block === undefined ? [] : [blockError(draft, block)];
  switch (draft.kind) {
    case 'add':
      return block === undefined ? addOperation(session, draft) : { operations: [], errors: blocked };
    case 'delete':
      return block === undefined ? deleteOperation(session, draft) : { operations: [], errors: blocked };
    case 'update': {
      const { operations, errors } = updateOperation(session, draft, block !== undefined);
      return { operations, errors: [...blocked, ...errors] };
    }
  }
};

const askingOthers = (session: Session, errors: EngineError[]): Asking => ({
  isBlocked: (other) => blockOf(session, other) !== undefined,
  tell: (error) => errors.push(error),
});

const addOperation = (session: Session, draft: Extract<Draft, { kind: 'add' }>): Staged => {
  const errors: EngineError[] = [];
  const asking = askingOthers(session, errors);
  const changes: AttributeChange[] = [];
  for (const wanted of draft.wanted) {
    if (isInParts(session, draft, wanted)) readWhole(session.space, draft.mv, []);
    const values = wantedContent(session, draft, wanted, asking);
    if (values !== undefined && values !== LEFT)
      changes.push({ attribute: wanted.attribute.name, set: values, rule: ruleOf(wanted) });
  }
  const operation: Operation = {
    mv: draft.mv.id,
    slot: draft.target.slot,
    object: undefined,
    kind: 'add',
    name: draft.name?.text,
    changes,
    rule: draft.rule,
  };
  return { operations: [operation], errors };
};

/** Nothing is staged while something is under way. */
const isUnderWay = (object: CsObject): boolean =>
  object.written?.sentDelete !== undefined || object.written?.delivery !== undefined;

const deleteOperation = (session: Session, draft: Extract<Draft, { kind: 'delete' }>): Staged =>
  deletion(session, draft.object, { mv: draft.mv.id, slot: draft.target.slot, rule: draft.rule });

/** The deletion of an object that nobody claims. */
export const unclaimedOperation = (session: Session, draft: UnclaimedDraft): Staged => {
  const block = blockOf(session, draft);
  return block === undefined
    ? deletion(session, draft.object, { mv: undefined, slot: draft.slot, rule: draft.rule })
    : { operations: [], errors: [blockError(draft, block)] };
};

const deletion = (session: Session, object: CsObject, of: Pick<Operation, 'mv' | 'slot' | 'rule'>): Staged => {
  if (isUnderWay(object)) return NOTHING;
  if (isDeletionUnheeded(object))
    return {
      operations: [],
      errors: [
        {
          kind: 'exported-change-not-reimported',
          slot: of.slot,
          attribute: ':delete',
          message: 'the target confirmed the deletion, and still shows the object',
        },
      ],
    };
  return unlessRefused(session, object, { ...deletionOf(object), ...of });
};

const unlessRefused = (
  session: Session,
  object: CsObject,
  operation: Operation,
  errors: readonly EngineError[] = [],
): Staged => {
  const { refused } = object.written ?? {};
  if (refused === undefined || !concerns(session, refused, operation)) return { operations: [operation], errors };
  return {
    operations: [],
    errors: [
      ...errors,
      { kind: 'refused', slot: operation.slot, message: `the target refused this before: ${refused.message}` },
    ],
  };
};

const updateOperation = (
  session: Session,
  draft: Extract<Draft, { kind: 'update' }>,
  renameBlocked: boolean,
): Staged => {
  const { object } = draft;
  if (isUnderWay(object)) return NOTHING;
  const errors: EngineError[] = [];
  const asking = askingOthers(session, errors);
  const changes = changesOf(session, draft, asking);
  const rename = renameBlocked || followsAbove(session, draft) ? undefined : renameOf(draft, asking);
  return rename === undefined && changes.length === 0
    ? { operations: [], errors }
    : unlessRefused(session, object, updateOf(draft, rename, changes), errors);
};
