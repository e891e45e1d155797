// What a synchronisation knows of the names that it gives: whether it gives them yet, who was refused one, which moved.
import type { NameRequest } from '../../expressions/index.js';
import { type MvObject, placeText } from '../../store/index.js';
import type { Content, MvId } from '../../values/index.js';
import { IdSet } from '../space/id-set.js';

type NameGiver = (mv: MvObject, request: NameRequest) => Content;

export class NameGiving {
  private giver: NameGiver | undefined;

  /** Names, as claims of them, that somebody has got or given up: whoever would give one is looked at again. */
  readonly moved = new Set<string>();
  /** Metaverse objects for which no candidate was free when they asked. */
  readonly unserved = new IdSet<MvId>();
  /** Names, as claims of them, that somebody was refused, and that somebody gave up for another one: since these were last emptied. */
  readonly refused: string[] = [];
  readonly freed: string[] = [];

  /** Names are given from now on. */
  begin(giver: NameGiver): void {
    this.giver = giver;
  }

  /** Before, the first candidate stands for each. */
  get hasBegun(): boolean {
    return this.giver !== undefined;
  }

  /** The name that a metaverse object gets; until names are given, says only whether there will be one. */
  nameFor(mv: MvObject, request: NameRequest): Content {
    return this.giver === undefined ? foreseenName(mv, request) : this.giver(mv, request);
  }
}

/** Until names are given the one that is held stands for it, or the first candidate. */
export const foreseenName: NameGiver = (mv, { place, candidates }) => {
  for (const candidate of candidates()) return mv.reserved?.[placeText(place)]?.name ?? candidate;
  return undefined;
};
