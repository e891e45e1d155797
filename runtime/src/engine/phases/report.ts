// What is said of objects that are not joined: failing flows, joins in doubt, missing keys.
import { Failure } from '../../expressions/index.js';
import type { CsObject, EngineError } from '../../store/index.js';
import { mvId, type ObjectId } from '../../values/index.js';
import { type Decision, decideIn, isVisible } from '../inbound/decide.js';
import { viewOf } from '../inbound/view.js';
import type { Session } from '../session.js';
import { batchesOf, betweenBatches, evaluateAll } from './batches.js';
import type { Findings } from './findings.js';
import { memberErrors } from './outcome.js';

/** Tells the errors of everything that was looked at and is not joined, and of what refers to something that moved. */
export const reportWaiting = async (session: Session, findings: Findings): Promise<void> => {
  for (const batch of batchesOf(session.waiting, session.space.batch)) {
    session.space.wantObjects(batch);
    await evaluateAll(session, batch, (id) => reportOne(session, id, findings));
    await betweenBatches(session);
  }
};

const reportOne = (session: Session, id: ObjectId, findings: Findings): void => {
  if (findings.isErring({ object: id })) session.space.lists?.everythingOf(id);
  const object = session.space.object(id);
  if (object === undefined) return;
  const mv = object.link === undefined ? undefined : session.space.mv(object.link.mv);
  const errors = mv === undefined ? waitingErrors(session, object) : memberErrors(session, object, mv);
  const { next } = viewOf(session, object);
  findings.ofObject(id, errors);
  findings.trigger({ object: id }, next);
};

const waitingErrors = (session: Session, object: CsObject): readonly EngineError[] => {
  if (!isVisible(object)) return [];
  const view = viewOf(session, object);
  const decision = decideIn(session, object);
  const failing = view.rules.flatMap((rule) =>
    rule.flows.flatMap((flow): readonly EngineError[] => {
      const result = view.result(flow);
      return result instanceof Failure
        ? [{ kind: 'flow-error', attribute: flow.attribute, rule: rule.id, message: result.message }]
        : [];
    }),
  );
  return [...failing, ...joinErrors(session, object, decision)];
};

const joinErrors = (session: Session, object: CsObject, decision: Decision): readonly EngineError[] => {
  if (decision.kind === 'no-join-key')
    return [
      {
        kind: 'no-join-key',
        message: `no join of ${object.connector}.${object.type} has a key on this object; it is projected once one has`,
      },
    ];
  if (decision.kind !== 'ambiguous') return [];
  const candidates = decision.candidates
    .flatMap((id) => session.space.mv(mvId(id))?.key ?? [])
    .map((key) => key.replaceAll('\u001f', ':'))
    .sort()
    .join(', ');
  return [
    {
      kind: 'ambiguous-join',
      message: `join ${decision.clause + 1} finds several metaverse objects: ${candidates}; it is joined to none and not projected`,
      detail: { candidates, clause: String(decision.clause + 1) },
    },
  ];
};
