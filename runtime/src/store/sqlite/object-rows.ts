// The row of a connector-space object: encoded, and decoded again.
import type { Content } from '../../values/value.js';
import { objectId } from '../../values/value.js';
import type { NameForm } from '../names.js';
import type { CsObject, Written } from '../records.js';
import { decodeData } from './data.js';
import type { Dictionary } from './dictionary.js';
import { decodeKeys } from './join-keys.js';
import type { LayoutTable, TypeLayout } from './layouts.js';
import { LINK_COLUMNS, type LinkColumns, type LinkTable } from './links.js';

export const EXISTENCES = ['confirmed', 'creating', 'gone'] as const;

/** Everything of an object but its references, in one go. */
export const SELECT_OBJECTS = `
  select o.id, o.type, o.connector, o.anchor, o.name, o.existence, o.explicit, o.image, k.list, w.data, ${LINK_COLUMNS}
  from json_each(?) j cross join object o on o.id = j.value
  left join object_keys k on k.object = o.id
  left join object_written w on w.object = o.id
  left join link l on l.object = o.id`;

export type ObjectRow = readonly [
  id: number,
  type: number,
  connector: number,
  anchor: string | null,
  name: string | null,
  existence: number,
  explicit: number,
  image: string,
  keys: string | null,
  written: string | null,
  ...link: LinkColumns,
];

/** What stands in the row of an object beside its image. */
export type Head = [
  type: number,
  connector: number,
  anchor: string | null,
  name: string | null,
  nameKey: string | null,
  parentKey: string | null,
  existence: number,
  explicit: number,
];

export function encodeHead(object: CsObject, layout: TypeLayout, connector: number, names: NameForm): Head {
  const { name } = object;
  const nameKey = name === undefined ? null : names.key(name);
  return [
    layout.id,
    connector,
    object.anchor ?? null,
    name ?? null,
    nameKey,
    nameKey === null ? null : (names.parentOfKey(nameKey) ?? null),
    existenceNumber(object.existence),
    Number(object.explicit),
  ];
}

export const sameHead = (a: CsObject, b: CsObject): boolean =>
  a.type === b.type &&
  a.anchor === b.anchor &&
  a.name === b.name &&
  a.existence === b.existence &&
  a.explicit === b.explicit;

/** Decodes rows; the image still lacks its references. */
export function objectDecoder(layouts: LayoutTable, connectors: Dictionary, links: LinkTable) {
  return (row: ObjectRow): DecodedObject => {
    const [id, type, connector, anchor, name, existence, explicit, image, keys, written, ...link] = row;
    const layout = layouts.numbered(type);
    const decoded = layout.codec.decode(image);
    const object: CsObject = {
      id: objectId(id),
      connector: connectors.text(connector),
      type: layout.name.slice(layout.name.indexOf('.') + 1),
      anchor: anchor ?? undefined,
      name: name ?? undefined,
      existence: EXISTENCES[existence] ?? 'gone',
      explicit: explicit === 1,
      image: decoded,
      link: links.decode(link),
      written: written === null ? undefined : decodeData<Written>(written),
      keys: decodeKeys(keys),
    };
    return { object, image: decoded, layout };
  };
}

export interface DecodedObject {
  readonly object: CsObject;
  /** The image of the object, still open to be completed. */
  readonly image: Content[];
  readonly layout: TypeLayout;
}

/** The number under which an existence is stored. */
export const existenceNumber = (existence: CsObject['existence']): number => EXISTENCES.indexOf(existence);
