// Loading what a batch of metaverse objects will meet when its references are crossed.
import { type CsObject, typeOfObject } from '../../store/index.js';
import { type MvId, type MvKey, mvKeyOf, type ObjKey, objKey, type RefText, valuesOf } from '../../values/index.js';
import type { Session } from '../session.js';
import { evaluateAll } from './batches.js';

/** Loads what the objects of these refer to, and what that is joined to: their references will be crossed. */
export const loadReferred = async (
  session: Session,
  ids: readonly MvId[],
  concerns: (object: CsObject) => boolean = () => true,
): Promise<void> => {
  const referred = new Referred();
  await evaluateAll(session, ids, (id) => {
    for (const object of session.space.linkedTo(id)) if (concerns(object)) referred.add(session, object);
  });
  await referred.load(session);
};

/** Loads what the objects that these fill slots with refer to: it will be compared with what they should refer to. */
export const loadReferredOutbound = (session: Session, ids: readonly MvId[]): Promise<void> =>
  loadReferred(session, ids, (object) => session.machine.targetTypes.has(typeOfObject(object)));

/** What objects refer to, gathered to be loaded at once. */
export class Referred {
  readonly anchors = new Set<ObjKey>();
  readonly names = new Map<string, Set<string>>();

  add(session: Session, object: CsObject): void {
    for (const reference of referencesIn(session, object)) this.note(object.connector, reference);
  }

  note(connector: string, reference: RefText): void {
    const text = reference.slice(2);
    if (reference.startsWith('a:')) this.anchors.add(objKey(connector, text));
    else if (reference.startsWith('n:')) this.namesIn(connector).add(text);
  }

  private namesIn(connector: string): Set<string> {
    const known = this.names.get(connector) ?? new Set<string>();
    this.names.set(connector, known);
    return known;
  }

  load({ space }: Session): Promise<void> {
    return space.references.loadReferred(this);
  }
}

/** All references that an object holds. */
export const referencesIn = (session: Session, object: CsObject): readonly RefText[] =>
  referencesAt(session.machine.csTypes.get(typeOfObject(object))?.references ?? NONE, object);

const referencesAt = (slots: readonly number[], object: CsObject): readonly RefText[] => {
  let found: readonly RefText[] = NONE;
  for (const slot of slots) {
    const content = object.image[slot];
    if (content === undefined) continue;
    const references = valuesOf(content) as readonly RefText[];
    found = found === NONE ? references : [...found, ...references];
  }
  return found;
};

const NONE: readonly never[] = [];

/** Metaverse objects that these refer to: what stands for them will be asked. */
export const referredBy = (session: Session, ids: readonly MvId[]): ReadonlySet<MvKey> => {
  const referred = new Set<MvKey>();
  for (const id of ids) {
    const mv = session.space.mv(id);
    for (const slot of mv === undefined ? NONE : (session.machine.mvTypes.get(mv.type)?.references ?? NONE))
      for (const key of valuesOf(mv?.stored[slot]?.values)) referred.add(mvKeyOf(key));
  }
  return referred;
};
