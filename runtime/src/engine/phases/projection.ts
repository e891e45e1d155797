// Projection: a metaverse object is born of a connector object (engine specification 5.1).
import { CLEAR, Failure } from '../../expressions/index.js';
import type { CsObject, KeyRow, MvObject } from '../../store/index.js';
import { type Content, type MvId, mvId, mvKey } from '../../values/index.js';
import { adoptAttributes, LiveAttributes } from '../inbound/attributes.js';
import type { Decision } from '../inbound/decide.js';
import { normalised } from '../inbound/election.js';
import { viewOf } from '../inbound/view.js';
import { movedNames, noteMoved } from '../names/given.js';
import type { Session } from '../session.js';
import { keyOf } from '../space/resolve.js';
import { keysNow, type Wakes, wakesOf } from './examine.js';
import { effectsOf, makeLink, type Step } from './links.js';

/** A metaverse object as it would be born. It rests on the object alone, so it is worked out before its turn comes. */
export interface Unborn {
  readonly mv: MvObject;
  readonly attributes: LiveAttributes;
  readonly keys: readonly KeyRow[];
}

type Project = Extract<Decision, { kind: 'project' }>;

export const unbornOf = (session: Session, object: CsObject, { type, account }: Project): Unborn => {
  const mv = newborn(session, object, type);
  const attributes = new LiveAttributes(session, mv, { with: { object, account }, fresh: true });
  return { mv, attributes, keys: keysNow(session, attributes) };
};

export const projectStep = (
  session: Session,
  object: CsObject,
  { type, account }: Project,
  { mv: unborn, attributes, keys }: Unborn,
): Step => {
  const wakes = wakesOf(session, keys);
  const effects = effectsOf(session, object);
  const takes = mayTake(session, type);
  const moved = movedNames(session, [], keys);
  return () => {
    noteMoved(session, moved.rows);
    for (const holder of moved.concerned) session.touch(holder);
    const mv: MvObject = { ...unborn, id: session.space.newMvId(), keys };
    session.space.putMv(undefined, mv);
    makeLink(session, object, { mv: mv.id, account, origin: 'projected', since: session.at }, effects);
    adoptAttributes(session, attributes, mv);
    bear(session, mv, wakes, takes);
    return true;
  };
};

/** The keys of a new metaverse object are there already: only those that it wakes are left to mark. */
const bear = (session: Session, mv: MvObject, wakes: Wakes, takes: boolean): void => {
  session.touched.add(mv.id);
  // What refers to itself means somebody only now.
  if (session.machine.relationalKeys) session.unexamined.add(mv.id);
  session.due.add(mv.id);
  session.born.push(mv.id);
  if (takes) session.queues.intents.add(mv.id);
  for (const id of wakes.objects) session.queues.objects.add(id);
  for (const id of wakes.found) session.seek(id);
  for (const id of [...wakes.competitors, ...wakes.lookers]) if (id !== mv.id) session.touch(id);
};

/** Whether there is anything that a metaverse object of this type could take. */
const mayTake = (session: Session, type: string): boolean =>
  session.machine.mvTypes
    .get(type)
    ?.targets.some(
      (target) => target.rules.some((rule) => rule.joins.length > 0) && session.space.anyVisible(target.csType.name),
    ) ?? false;

const NOBODY: MvId = mvId(0);

const newborn = (session: Session, object: CsObject, type: string): MvObject => {
  const birth = keyOf(object);
  const taken = session.space.birthsOf(birth);
  let n = 0;
  while (taken.includes(mvKey(birth, n))) n += 1;
  return {
    id: NOBODY,
    key: mvKey(birth, n),
    type,
    holders: [],
    goneSince: undefined,
    kept: undefined,
    once: rememberedOnce(session, object, type),
    stored: [],
    notSettled: false,
    keys: [],
  };
};

/** `once` flows count when the object is projected: the first present value by rank stays (L 9.9). */
const rememberedOnce = (session: Session, object: CsObject, type: string): MvObject['once'] => {
  const remembering = session.machine.mvTypes.get(type)?.remembering ?? [];
  if (remembering.length === 0) return undefined;
  const view = viewOf(session, object);
  const once: Record<string, Content> = {};
  for (const attribute of remembering) {
    for (const { rule, flow } of attribute.contributors) {
      if (!flow.once || once[attribute.name] !== undefined || !view.rules.includes(rule)) continue;
      const result = view.result(flow);
      if (result === CLEAR || result instanceof Failure) continue;
      const content = normalised(result, attribute);
      if (content !== undefined) once[attribute.name] = content;
    }
  }
  return Object.keys(once).length === 0 ? undefined : once;
};
