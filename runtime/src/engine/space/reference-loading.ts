// Loading what references mean, all of a batch at once: a large group asks about each of its members.
import type { Needs } from '../../store/index.js';
import type { MvKey, ObjectId, ObjKey } from '../../values/index.js';
import type { Shelves } from './shelves.js';

/** What is referred to on a connector's side. */
export interface ReferredTo {
  readonly anchors: Iterable<ObjKey>;
  /** By connector. */
  readonly names: ReadonlyMap<string, ReadonlySet<string>>;
}

const NONE: readonly never[] = [];

export class ReferenceLoading {
  constructor(
    private readonly shelves: Shelves,
    private readonly fetch: (also?: Pick<Needs, 'referred' | 'standing'>) => Promise<void>,
  ) {}

  /** Loads the heads of what is referred to, and of the metaverse objects that it is linked to. */
  async loadReferred(to: ReferredTo): Promise<void> {
    const { anchors, names } = this.shelves;
    const referred = new Set<ObjKey>();
    for (const key of to.anchors) if (!anchors.known.has(key)) referred.add(key);
    for (const [connector, texts] of to.names) for (const name of texts) names.want(connector, name);
    if (referred.size > 0 || names.isMissing) await this.fetch({ referred });
    if (to.names.size > 0) await this.loadHeads(this.bearersOf(to.names));
  }

  private bearersOf(names: ReferredTo['names']): readonly ObjectId[] {
    const ids: ObjectId[] = [];
    for (const [connector, texts] of names)
      for (const name of texts) for (const id of this.shelves.names.peek(connector, name) ?? NONE) ids.push(id);
    return ids;
  }

  private async loadHeads(ids: readonly ObjectId[]): Promise<void> {
    const { objects, mvs, heads, mvHeads } = this.shelves;
    for (const id of ids) if (!objects.known.has(id)) heads.want(id);
    if (heads.isMissing) await this.fetch();
    for (const id of ids) {
      const mv = (objects.known.get(id) ?? heads.known.get(id))?.link?.mv;
      if (mv !== undefined && !mvs.known.has(mv)) mvHeads.want(mv);
    }
    if (mvHeads.isMissing) await this.fetch();
  }

  /** Loads the heads of what is linked to the metaverse objects of these keys. */
  async loadStanding(keys: Iterable<MvKey>): Promise<void> {
    const { mvKeys, links } = this.shelves;
    const standing = new Set<MvKey>();
    for (const key of keys) {
      const id = mvKeys.known.get(key);
      if (id === undefined ? !mvKeys.known.has(key) : !links.known.has(id)) standing.add(key);
    }
    if (standing.size > 0) await this.fetch({ standing });
  }
}
