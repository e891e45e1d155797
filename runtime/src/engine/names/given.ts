// The names that objects give in namespaces, as rows of the indexes (L 8.16, X5).
import type { Environment } from '../../expressions/index.js';
import type { CsObject, KeyRow, KeySpecId, MvObject, NameClaim } from '../../store/index.js';
import { type Content, type MvId, mvId, type Row, SEPARATOR } from '../../values/index.js';
import type { LiveAttributes } from '../inbound/attributes.js';
import { throughConnector } from '../inbound/view.js';
import type { EntryMachine, NamespaceMachine } from '../machine/machine.js';
import { nameText } from '../machine/namespaces.js';
import { currentContent } from '../outbound/values.js';
import type { Session } from '../session.js';

const NONE: readonly KeyRow[] = [];
const NOBODY = mvId(0);

/** Under which claims on names of a namespace are kept: no connector has such a name. */
export const claimSpace = (namespace: string): string => `names in ${namespace}`;
/** A claim as one text: space and normalised name. */
export const claimOfName = (namespace: string, text: string): string => claimSpace(namespace) + SEPARATOR + text;

/** Under which it is kept who was refused which names of a namespace: claims too, that only wait. */
const refusalSpace = (namespace: string): string => `refused names in ${namespace}`;
export const refusalOf = (claim: string, mv: MvId): NameClaim => {
  const [space = '', name = ''] = claim.split(SEPARATOR);
  return { connector: space.replace(claimSpace(''), refusalSpace('')), name, mv };
};
export const isRefusal = ({ connector }: NameClaim): boolean => connector.startsWith(refusalSpace(''));

/** Who was refused a name, given as a claim of it. */
export const refusedOf = (session: Session, claim: string): readonly MvId[] => {
  const { connector, name } = refusalOf(claim, NOBODY);
  return session.space.claimsOf(connector, name);
};

/** Names that came or went. */
export interface Moved {
  readonly rows: readonly KeyRow[];
  /** Who has reserved one of them, or was refused one that went. */
  readonly concerned: readonly MvId[];
}

const NOTHING_MOVED: Moved = { rows: [], concerned: [] };

/** What becomes of names where these rows take the place of those; rows of other indexes do not count. */
export const movedNames = (session: Session, before: readonly KeyRow[], now: readonly KeyRow[]): Moved => {
  if (session.machine.namespaces.size === 0) return NOTHING_MOVED;
  const [came, went] = [without(nameRows(session, now), before), without(nameRows(session, before), now)];
  const rows = [...came, ...went];
  const holders = rows.flatMap(([spec, text]) => {
    const namespace = namespaceOf(session, spec);
    return namespace === undefined ? [] : session.space.mvsByKey(namespace.reserved, text);
  });
  return { rows, concerned: [...holders, ...refusedOfRows(session, went)] };
};

/** Who was refused one of these names. */
export const refusedOfRows = (session: Session, rows: readonly KeyRow[]): readonly MvId[] =>
  rows.flatMap(([spec, text]) => {
    const namespace = namespaceOf(session, spec);
    return namespace === undefined ? [] : refusedOf(session, claimOfName(namespace.name, text));
  });

/** Notes that these names came or went: claims on them are looked at. */
export const noteMoved = (session: Session, rows: readonly KeyRow[]): void => {
  for (const [spec, text] of rows) {
    const namespace = namespaceOf(session, spec);
    if (namespace !== undefined) session.names.moved.add(claimOfName(namespace.name, text));
  }
};

/** The rows of an index of names, by the number of the index. */
export const nameRows = (session: Session, keys: readonly KeyRow[]): readonly KeyRow[] =>
  session.machine.namespaces.size === 0 ? NONE : keys.filter(([spec]) => namespaceOf(session, spec) !== undefined);

const namespaceOf = (session: Session, spec: KeySpecId): NamespaceMachine | undefined => {
  for (const namespace of session.machine.namespaces.values())
    if (namespace.objects === spec || namespace.values === spec || namespace.reserved === spec) return namespace;
  return undefined;
};

const without = (rows: readonly KeyRow[], others: readonly KeyRow[]): readonly KeyRow[] =>
  rows.filter(([spec, text]) => !others.some(([other, same]) => other === spec && same === text));

/** Names that a connector object gives: as imported, and as exported and not yet seen back. */
export const namesOfObject = (session: Session, object: CsObject): readonly KeyRow[] => {
  if (session.machine.namespaces.size === 0 || object.existence === 'gone') return NONE;
  return rows(session, `${object.connector}.${object.type}`, 'objects', (entry) => [
    ...entry.names(environmentOf(session, object, object.image)),
    ...(object.written === undefined ? [] : entry.names(environmentOf(session, object, currentRow(session, object)))),
  ]);
};

/** The attributes of an object overlaid with what was sent and is not seen back yet. */
export const currentRow = (session: Session, object: CsObject): Row => {
  const type = session.machine.csTypes.get(`${object.connector}.${object.type}`);
  if (type === undefined) return object.image;
  const row: Content[] = type.layout.map((_, slot) => object.image[slot]);
  for (const attribute of Object.keys(object.written?.sent ?? {})) {
    const slot = type.layout.indexOf(attribute);
    if (slot >= 0) row[slot] = currentContent(type, object, attribute);
  }
  return row;
};

const environmentOf = (session: Session, object: CsObject, row: Row): Environment => ({
  ...session.sourceEnvironment(object, throughConnector(session), () => undefined),
  source: row,
});

/** Names that a metaverse object gives by attributes that do not rest on a name, and those that it has reserved. */
export const namesOfMv = (session: Session, attributes: LiveAttributes): readonly KeyRow[] => {
  if (session.machine.namespaces.size === 0) return NONE;
  const given = rows(session, attributes.type.name, 'values', (entry) => {
    const free = entry.reads.filter((slot) => attributes.type.attributes[slot]?.nameLevel === undefined);
    const row: Content[] = [];
    for (const slot of free) row[slot] = attributes.read(slot);
    return entry.names(session.metaverseEnvironment(attributes.mv, row, throughConnector(session), () => undefined));
  });
  return [...given, ...reservedRows(session, attributes.mv)];
};

/** Rows of what a metaverse object has reserved. */
export const reservedRows = (session: Session, mv: MvObject): readonly KeyRow[] =>
  Object.values(mv.reserved ?? {}).flatMap(({ namespace, name }): readonly KeyRow[] => {
    const spec = session.machine.namespaces.get(namespace)?.reserved;
    return spec === undefined ? [] : [[spec, nameText(name)]];
  });

const rows = (
  session: Session,
  type: string,
  index: 'objects' | 'values',
  names: (entry: EntryMachine) => readonly string[],
): readonly KeyRow[] =>
  [...session.machine.namespaces.values()].flatMap((namespace) => {
    const texts = new Set(namespace.entries.filter((entry) => entry.type === type).flatMap(names));
    return [...texts].map((text): KeyRow => [namespace[index], text]);
  });
