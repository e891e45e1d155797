// What waits for its step in settle, in the canonical orders O3 and O4.
import { compareText, type MvId, type MvKey, type ObjectId } from '../values/index.js';
import type { TargetMachine } from './machine/machine.js';
import { PriorityQueue } from './priority-queue.js';
import { IdSet } from './space/id-set.js';

/** A visible object that may join or be projected. */
export interface InboundItem {
  readonly precedence: number;
  /** No rule in scope could project it: it can only join. */
  readonly onlyJoins: boolean;
  readonly connector: string;
  readonly anchor: string;
  readonly id: ObjectId;
}

/** A slot of a metaverse object that may take an object. */
export interface OutboundItem {
  readonly precedence: number;
  readonly key: MvKey;
  readonly mv: MvId;
  readonly target: TargetMachine;
}

/**
 * O3: by the least precedence among the object's linking rules; then what could be projected before what can only join,
 * so that it sees all candidates and not the first that happened to arrive; then O1.
 */
export const compareInbound = (a: InboundItem, b: InboundItem): number =>
  a.precedence - b.precedence ||
  Number(a.onlyJoins) - Number(b.onlyJoins) ||
  compareText(a.connector, b.connector) ||
  compareText(a.anchor, b.anchor);

/** O4: by the least precedence among the slot's linking rules, then O2, then slot. */
export const compareOutbound = (a: OutboundItem, b: OutboundItem): number =>
  a.precedence - b.precedence || compareText(a.key, b.key) || compareText(a.target.key, b.target.key);

export class Queues {
  /** Objects to be put in order. */
  readonly objects = new IdSet<ObjectId>();
  /** Metaverse objects whose slots are to be put in order. */
  readonly intents = new IdSet<MvId>();
  readonly inbound = new PriorityQueue<InboundItem>(compareInbound);
  readonly outbound = new PriorityQueue<OutboundItem>(compareOutbound);
}
