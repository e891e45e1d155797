// Text found in values, anchors and names. A scan: the JSON is looked through as it is, and a hit looked at again value by
// value, since it may be the digits of a date or lie across two values. References are keys, not values, and not searched.
import type { Database } from 'better-sqlite3';
import { type MvId, mvId, type ObjectId, objectId } from '../../values/value.js';
import { joinName } from '../names.js';
import { contentHolds, lowered } from '../search.js';
import type { Tables } from './tables.js';

export interface Search {
  objects(text: string, limit: number): readonly ObjectId[];
  mvs(text: string, limit: number): readonly MvId[];
}

type ObjectHit = readonly [id: number, type: number, image: string, anchor: string | null, name: string | null];
type MvHit = readonly [id: number, type: number, vals: string];

export function openSearch(db: Database, { layouts, objectNames }: Pick<Tables, 'layouts' | 'objectNames'>): Search {
  db.function('holds_text', { deterministic: true }, (text: unknown, needle: unknown) =>
    Number(typeof text === 'string' && lowered(text).includes(String(needle))),
  );
  let containers: ReadonlyMap<number, string> = new Map();
  db.function('full_name', (own: unknown, above: unknown) => {
    const name = typeof above === 'number' ? containers.get(above) : undefined;
    return typeof own !== 'string' ? null : name === undefined ? own : joinName(own, name);
  });
  const objects = db
    .prepare<[string, string, string], ObjectHit>(
      `select id, type, image, anchor, full_name(name, above) as full from object
       where holds_text(anchor, ?) or holds_text(full, ?) or holds_text(image, ?) order by id`,
    )
    .raw();
  const mvs = db.prepare<[string], MvHit>('select id, type, vals from mv where holds_text(vals, ?) order by id').raw();
  const rowHolds = (type: number, json: string, needle: string): boolean =>
    layouts
      .numbered(type)
      .codec.decode(json)
      .some((content) => contentHolds(content, needle));
  return {
    objects: (text, limit) => {
      const needle = lowered(text);
      containers = objectNames.containers();
      const hits = objects.iterate(needle, needle, inJson(needle));
      return firstOf(
        hits,
        limit,
        ([, type, image, anchor, name]) =>
          [anchor, name].some((field) => contentHolds(field ?? undefined, needle)) || rowHolds(type, image, needle),
      ).map(objectId);
    },
    mvs: (text, limit) => {
      const needle = lowered(text);
      return firstOf(mvs.iterate(inJson(needle)), limit, ([, type, vals]) => rowHolds(type, vals, needle)).map(mvId);
    },
  };
}

/** As the text stands inside a JSON text. */
const inJson = (text: string): string => lowered(JSON.stringify(text).slice(1, -1));

function firstOf<Hit extends readonly [number, ...unknown[]]>(
  hits: Iterable<Hit>,
  limit: number,
  holds: (hit: Hit) => boolean,
): readonly number[] {
  const found: number[] = [];
  for (const hit of hits) {
    if (found.length >= limit) break;
    if (holds(hit)) found.push(hit[0]);
  }
  return found;
}
