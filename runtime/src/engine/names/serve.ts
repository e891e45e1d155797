// Giving a name (L 8.16): the one that is held, as long as it is among the candidates and nobody else has it; else the first
// that is free, reserved at once.
import { Failure, type NameRequest } from '../../expressions/index.js';
import { type MvObject, placeText, type ReservedName } from '../../store/index.js';
import type { Content } from '../../values/index.js';
import type { NamespaceMachine } from '../machine/machine.js';
import { nameText } from '../machine/namespaces.js';
import { bug } from '../machine/preparation.js';
import type { Session } from '../session.js';
import { claimOfName, reservedRows } from './given.js';

/** Reads everything before it writes; throws a {@link Failure} where no candidate is free. */
export const serveName = (session: Session, asking: MvObject, request: NameRequest): Content => {
  const namespace = session.machine.namespaces.get(request.namespace) ?? bug(`no namespace ${request.namespace}`);
  const mv = session.space.mv(asking.id) ?? asking;
  const place = placeText(request.place);
  const held = mv.reserved?.[place];
  if (held !== undefined && held.namespace === namespace.name && keeps(session, mv, namespace, held.name, request))
    return held.name;
  const refused: string[] = [];
  for (const candidate of request.candidates()) {
    refused.push(claimOfName(namespace.name, nameText(candidate)));
    if (!isFree(session, mv, namespace, candidate)) continue;
    reserve(session, mv, place, { namespace: namespace.name, name: candidate });
    return candidate;
  }
  if (refused.length === 0) return undefined;
  session.names.unserved.add(mv.id);
  session.names.refused.push(...refused);
  throw new Failure(`every candidate in ${namespace.name} is taken`, 'names-exhausted');
};

const keeps = (
  session: Session,
  mv: MvObject,
  namespace: NamespaceMachine,
  name: string,
  { candidates }: NameRequest,
): boolean => {
  const text = nameText(name);
  if (!isCandidate(text, candidates())) return false;
  const others = othersThatGive(session, mv, namespace, text);
  return !others || ownsIt(session, mv, namespace, text);
};

const isCandidate = (text: string, candidates: Iterable<string>): boolean => {
  for (const candidate of candidates) if (nameText(candidate) === text) return true;
  return false;
};

const isFree = (session: Session, mv: MvObject, namespace: NamespaceMachine, name: string): boolean => {
  const text = nameText(name);
  const reserved = session.space.mvsByKey(namespace.reserved, text).some((id) => id !== mv.id);
  return !reserved && !othersThatGive(session, mv, namespace, text);
};

/** Another metaverse object, or an object that is not joined to this one. */
const othersThatGive = (session: Session, mv: MvObject, namespace: NamespaceMachine, text: string): boolean =>
  session.space
    .objectsByKey(namespace.objects, text)
    .some((object) => object.existence !== 'gone' && object.link?.mv !== mv.id) ||
  session.space.mvsByKey(namespace.values, text).some((id) => id !== mv.id);

const ownsIt = (session: Session, mv: MvObject, namespace: NamespaceMachine, text: string): boolean =>
  session.space
    .objectsByKey(namespace.objects, text)
    .some((object) => object.existence !== 'gone' && object.link?.mv === mv.id);

const reserve = (session: Session, mv: MvObject, place: string, name: ReservedName): void => {
  const reserved = { ...mv.reserved, [place]: name };
  const specs = new Set([...session.machine.namespaces.values()].map((each) => each.reserved));
  const after: MvObject = { ...mv, reserved };
  const keys = [...mv.keys.filter(([spec]) => !specs.has(spec)), ...reservedRows(session, after)];
  session.space.putMv(mv, { ...after, keys });
  session.names.moved.add(claimOf(name));
  const before = mv.reserved?.[place];
  if (before === undefined) return;
  session.names.moved.add(claimOf(before));
  session.names.freed.push(claimOf(before));
};

const claimOf = ({ namespace, name }: ReservedName): string => claimOfName(namespace, nameText(name));
