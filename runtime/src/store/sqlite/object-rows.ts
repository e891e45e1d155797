// The row of a connector-space object: encoded, and decoded again.
import type { Content, Row } from '../../values/value.js';
import { objectId } from '../../values/value.js';
import type { CsObject } from '../records.js';
import type { Dictionary } from './dictionary.js';
import { EXISTENCES, existenceNumber } from './existences.js';
import { decodeKeys } from './join-keys.js';
import type { LayoutTable, TypeLayout } from './layouts.js';
import { LINK_COLUMNS, type LinkColumns, type LinkTable } from './links.js';
import type { FullNames } from './object-names.js';

/** Everything of an object but its references, in one go. */
export const SELECT_OBJECTS = `
  select o.id, o.type, o.connector, o.anchor, o.name, o.above, o.existence, o.explicit, o.image, k.list, w.data, ${LINK_COLUMNS}
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
  above: number | null,
  existence: number,
  explicit: number,
  image: string,
  keys: string | null,
  written: string | null,
  ...link: LinkColumns,
];

/** What stands in the row of an object beside its name and its image. */
export type Head = [type: number, connector: number, anchor: string | null, existence: number, explicit: number];

export const encodeHead = (object: CsObject, layout: TypeLayout, connector: number): Head => [
  layout.id,
  connector,
  object.anchor ?? null,
  existenceNumber(object.existence),
  Number(object.explicit),
];

export const sameHead = (a: CsObject, b: CsObject): boolean =>
  a.type === b.type && a.anchor === b.anchor && a.existence === b.existence && a.explicit === b.explicit;

/** Decodes rows; the image still lacks its references, and the object what was written to it. */
export function objectDecoder(layouts: LayoutTable, connectors: Dictionary, links: LinkTable) {
  return (row: ObjectRow, fullName: FullNames): DecodedObject => {
    const [id, type, connector, anchor, own, above, existence, explicit, image, keys, written, ...link] = row;
    const layout = layouts.numbered(type);
    const decoded = layout.codec.decode(image);
    const name = own === null ? undefined : fullName(own, above);
    placeName(decoded, layout, name);
    const object: CsObject = {
      id: objectId(id),
      connector: connectors.text(connector),
      type: layout.type,
      anchor: anchor ?? undefined,
      name,
      existence: EXISTENCES[existence] ?? 'gone',
      explicit: explicit === 1,
      image: decoded,
      link: links.decode(link),
      written: undefined,
      keys: decodeKeys(keys),
    };
    return { object, image: decoded, layout, written };
  };
}

export interface DecodedObject {
  readonly object: CsObject;
  /** The image of the object, still open to be completed. */
  readonly image: Content[];
  readonly layout: TypeLayout;
  /** What was written to it, as it is kept. */
  readonly written: string | null;
}

/** The image shows the name that the object has now. */
function placeName(image: Content[], { naming }: TypeLayout, name: string | undefined): void {
  if (naming === undefined || name === image[naming]) return;
  while (image.length < naming) image.push(undefined);
  image[naming] = name;
}

/** The image as it is kept: without the name, which is kept elsewhere. */
export function imageToKeep({ image }: CsObject, { naming }: TypeLayout): Row {
  if (naming === undefined || image[naming] === undefined) return image;
  const kept = [...image];
  kept[naming] = undefined;
  return kept;
}
