// From references to objects (engine specification 4.1), and the orders of objects (O1).
import type { CsObject, ObjectHead } from '../../store/index.js';
import {
  compareText,
  dnKey,
  type ObjKey,
  objectId,
  objKey,
  type RefText,
  refByAnchor,
  refById,
} from '../../values/index.js';
import type { WorkingSet } from './working-set.js';

/** The object's identity to the outside; only objects with an anchor have one. */
export const keyOf = (object: CsObject): ObjKey => objKey(object.connector, object.anchor ?? '');

/** The object as a reference of its connector. */
export const referenceTo = (object: CsObject): RefText =>
  object.anchor === undefined ? refById(object.id) : refByAnchor(object.anchor);

/** The object that a reference means now: confirmed, or created by us; by name only if one object has the name. */
export const resolve = (space: WorkingSet, connector: string, reference: RefText): ObjectHead | undefined => {
  const text = reference.slice(2);
  switch (reference[0]) {
    case 'a': {
      const object = space.headByAnchor(objKey(connector, text));
      return object === undefined || object.existence === 'gone' ? undefined : object;
    }
    case 'o':
      return space.head(objectId(Number(text)));
    default: {
      const there = space.headsByName(connector, text).filter((object) => object.existence === 'confirmed');
      return there.length === 1 ? there[0] : undefined;
    }
  }
};

/** The references by which other objects of its connector may mean this object. */
export const meaningOf = (object: Pick<CsObject, 'anchor' | 'name'>): readonly RefText[] => [
  ...(object.anchor === undefined ? [] : [refByAnchor(object.anchor)]),
  ...(object.name === undefined ? [] : [`n:${dnKey(object.name)}` as RefText]),
];

/** O1: by connector, then anchor; without an anchor after those with one. */
export const compareObjects = (a: CsObject, b: CsObject): number =>
  compareText(a.connector, b.connector) ||
  (a.anchor === undefined || b.anchor === undefined
    ? Number(a.anchor === undefined) - Number(b.anchor === undefined) ||
      compareText(a.type, b.type) ||
      compareText(a.link?.account ?? '', b.link?.account ?? '') ||
      (a.link?.mv ?? 0) - (b.link?.mv ?? 0)
    : compareText(a.anchor, b.anchor));
