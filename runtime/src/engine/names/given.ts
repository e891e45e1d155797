// The names that objects give in namespaces, as rows of the indexes (L 8.16, X5).
import type { Environment } from '../../expressions/index.js';
import type { CsObject, KeyRow, KeySpecId, MvObject } from '../../store/index.js';
import { type Content, type MvId, type Row, SEPARATOR } from '../../values/index.js';
import type { LiveAttributes } from '../inbound/attributes.js';
import { throughConnector } from '../inbound/view.js';
import type { EntryMachine, NamespaceMachine } from '../machine/machine.js';
import { nameText } from '../machine/namespaces.js';
import { currentContent } from '../outbound/values.js';
import type { Session } from '../session.js';

const NONE: readonly KeyRow[] = [];

/** Under which claims on names of a namespace are kept: no connector has such a name. */
export const claimSpace = (namespace: string): string => `names in ${namespace}`;
/** A claim as one text: space and normalised name. */
export const claimOfName = (namespace: string, text: string): string => claimSpace(namespace) + SEPARATOR + text;

/** Whom names concern that came or went: who has reserved them; and the claims on them. */
export const holdersOf = (session: Session, rows: readonly KeyRow[]): readonly MvId[] =>
  rows.flatMap(([spec, text]) => {
    const namespace = namespaceOf(session, spec);
    return namespace === undefined ? [] : session.space.mvsByKey(namespace.reserved, text);
  });

/** Notes that these names came or went. */
export const noteMoved = (session: Session, rows: readonly KeyRow[]): void => {
  for (const [spec, text] of rows) {
    const namespace = namespaceOf(session, spec);
    if (namespace !== undefined) session.movedNames.add(claimOfName(namespace.name, text));
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

/** The rows that are in one of two lists. */
export const movedRows = (a: readonly KeyRow[], b: readonly KeyRow[]): readonly KeyRow[] => {
  const has = (rows: readonly KeyRow[], [spec, text]: KeyRow): boolean =>
    rows.some(([other, same]) => other === spec && same === text);
  return [...a.filter((row) => !has(b, row)), ...b.filter((row) => !has(a, row))];
};

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
