// Counts links made and ended, by the difference between before and after a synchronisation: one that was made and ended
// on the way does not count.
import type { CsObject, Link } from '../store/index.js';
import type { ObjectId } from '../values/index.js';
import { IdSet } from './space/id-set.js';

type Count = 'projected' | 'joined' | 'disconnected';

const countOf = (wasLinked: boolean, link: Link | undefined): Count | undefined => {
  if (link === undefined) return wasLinked ? 'disconnected' : undefined;
  if (wasLinked) return undefined;
  return link.origin === 'projected' ? 'projected' : 'joined';
};

export class Relinked {
  private readonly seen = new IdSet<ObjectId>();
  /** Those of them that had a link before the synchronisation. */
  private readonly linked = new IdSet<ObjectId>();
  /** By connector. */
  readonly counts = new Map<string, Map<Count, number>>();

  /** The object's link is now another one. */
  note(object: CsObject, after: Link | undefined): void {
    if (this.seen.add(object.id)) {
      if (object.link !== undefined) this.linked.add(object.id);
    } else this.count(object.connector, countOf(this.linked.has(object.id), object.link), -1);
    this.count(object.connector, countOf(this.linked.has(object.id), after), 1);
  }

  private count(connector: string, count: Count | undefined, by: number): void {
    if (count === undefined) return;
    const counts = this.counts.get(connector) ?? new Map<Count, number>();
    this.counts.set(connector, counts.set(count, (counts.get(count) ?? 0) + by));
  }
}
