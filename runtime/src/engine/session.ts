// One synchronisation: the machine, the space before it, the time, and what has been marked to be looked at.
import type { Environment, NameRequest, Through } from '../expressions/index.js';
import { type CsObject, type Link, type MvObject, typeOfObject } from '../store/index.js';
import type { Content, MvId, ObjectId, RefText, Row } from '../values/index.js';
import { Carried } from './carried.js';
import type { Machine } from './machine/machine.js';
import { NameGiving } from './names/giving.js';
import { Queues } from './queues.js';
import { Relinked } from './relinked.js';
import { IdSet } from './space/id-set.js';
import { referenceTo, resolve } from './space/resolve.js';
import type { WorkingSet } from './space/working-set.js';

export interface SessionOptions {
  readonly machine: Machine;
  readonly space: WorkingSet;
  /** The time of the run, ms since 1970. */
  readonly at: number;
  /** A full synchronisation: every object is looked at, so nothing needs to be marked. */
  readonly everything: boolean;
  /** The first metaverse object that is, or was, born in this synchronisation; missing: none is. */
  readonly firstBorn?: MvId;
  /** With which metaverse objects it was through before it was interrupted; missing: it begins. */
  readonly through?: Iterable<MvId> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Awaited between two batches. */
  readonly breathe?: (() => Promise<void>) | undefined;
}

/** Thrown between batches where the run was interrupted. What is committed stays; the next sync goes on from it. */
export class Interrupted extends Error {
  constructor() {
    super('the synchronisation was interrupted');
    this.name = 'Interrupted';
  }
}

export class Session {
  readonly machine: Machine;
  readonly space: WorkingSet;
  readonly at: number;
  readonly everything: boolean;
  private readonly firstBorn: number;
  private readonly signal: AbortSignal | undefined;
  /** Lets the rest of the process go on (signals, drawing). */
  readonly breathe: () => Promise<void>;
  private readonly onTrim: (() => void)[] = [];

  /** Metaverse objects that may come out differently than stored. */
  readonly touched = new IdSet<MvId>();
  /** Those of them whose keys and read-through values must be looked at again. */
  readonly unexamined = new IdSet<MvId>();
  /** Objects whose errors about joining and references are told anew at the end. */
  readonly waiting = new IdSet<ObjectId>();
  /** Objects and metaverse objects whose next step must be looked for. */
  readonly queues = new Queues();
  /** Metaverse objects that this round has changed. */
  readonly changedInRound = new IdSet<MvId>();
  /** Metaverse objects whose life and links must be judged (again). */
  due = new IdSet<MvId>();
  /** Metaverse objects for which another object, or none, may stand in a connector than when references to them were staged. */
  readonly standing = new IdSet<MvId>();
  /** Objects of which somebody may have come to want them, or nobody any more. */
  readonly sought = new IdSet<ObjectId>();
  /** What a full synchronisation has carried through at once; whatever touches one of them later takes it back. */
  readonly carried: Carried;
  /** It was interrupted, and is taken up: some may refer to others of whom they were told before. */
  readonly resumes: boolean;
  /** Metaverse objects born since this was last emptied. */
  readonly born: MvId[] = [];
  /** Links made and ended. */
  readonly relinked = new Relinked();
  /** Metaverse objects that died, began to linger, or were found again. */
  readonly fates = { died: 0, gone: 0, revived: 0 };
  /** Counts changes of links: what was read through references before a change may be different after it. */
  epoch = 0;
  /** Derived attributes that could not be worked out, by metaverse object: of this synchronisation, and as recorded before it. */
  readonly failures = new Map<MvId, readonly string[]>();
  /**
   * What others were told of the read-through values of a metaverse object, where that is not what is stored of it. Kept
   * to the end: two that read each other would else be told the same for ever.
   */
  readonly published = new Map<MvId, readonly Content[]>();
  /** The names that are given in it. */
  readonly names = new NameGiving();
  /** Metaverse objects whose claims of names are written, and those that have to do with the same names. */
  readonly claimed = new IdSet<MvId>();
  readonly namesakes = new IdSet<MvId>();
  /** Those whose operations are still to be worked out, once that is known: what is staged for all others stays. */
  unstaged: IdSet<MvId> | undefined;
  /** All is stored: metaverse values are read from the records. */
  finished = false;

  constructor(options: SessionOptions) {
    this.machine = options.machine;
    this.space = options.space;
    this.at = options.at;
    this.everything = options.everything;
    this.resumes = options.through !== undefined;
    this.carried = new Carried(options.space.notes);
    this.carried.restore(options.through ?? []);
    this.firstBorn = options.firstBorn ?? Number.POSITIVE_INFINITY;
    this.signal = options.signal;
    this.breathe = options.breathe ?? (async () => undefined);
  }

  /** Something about a metaverse object may have changed: it is evaluated to the end of this synchronisation. */
  touch(id: MvId): void {
    this.space.lists?.everything(id);
    this.touchValues(id);
  }

  /** What some of its references mean may have changed, or which they are: those are looked at, and nothing else has changed. */
  touchValues(id: MvId): void {
    if (this.carried.takeBack(id)) this.standing.add(id);
    this.touched.add(id);
    this.due.add(id);
    this.unexamined.add(id);
    this.queues.intents.add(id);
    this.epoch += 1;
  }

  /** Whether anybody claims the object is looked at again, if that matters. */
  seek(id: ObjectId): void {
    if (this.machine.unclaims && !this.everything) this.sought.add(id);
  }

  /** The object's link is now another one. */
  relink(object: CsObject, after: Link | undefined): void {
    this.seek(object.id);
    this.relinked.note(object, after);
  }

  /** Whether a metaverse object was there before this synchronisation. */
  wasThere(id: MvId): boolean {
    return id < this.firstBorn;
  }

  /** Whether the stored values of a metaverse object may be out of date. */
  isTouched(id: MvId): boolean {
    return !this.finished && (this.everything || this.touched.has(id));
  }

  /** Forgets what can be worked out again; the working set was trimmed. */
  trim(): void {
    for (const forget of this.onTrim) forget();
  }

  whenTrimmed(forget: () => void): void {
    this.onTrim.push(forget);
  }

  get isInterrupted(): boolean {
    return this.signal?.aborted === true;
  }

  /** What expressions over a connector object (inbound) read. */
  sourceEnvironment(object: CsObject, through: Through, moment: (at: number) => void): Environment {
    return {
      source: object.image,
      target: undefined,
      self: referenceTo(object),
      connector: object.connector,
      through,
      now: this.at,
      moment,
    };
  }

  /** What expressions over a metaverse object read; `target`: the object in play on the way out. */
  metaverseEnvironment(
    mv: MvObject,
    row: Row,
    through: Through,
    moment: (at: number) => void,
    connector = '',
    target?: CsObject,
  ): Environment {
    const unique = (request: NameRequest): Content => this.names.nameFor(mv, request);
    return { source: row, target: target?.image, self: mv.key, connector, through, now: this.at, moment, unique };
  }

  /** Reads `x` of the connector object that a reference means; absent where it does not resolve or is of another type. */
  readConnectorObject(connector: string, reference: RefText, types: readonly string[], attribute: string): Content {
    const head = resolve(this.space, connector, reference);
    if (head === undefined || head.existence !== 'confirmed') return undefined;
    const type = typeOfObject(head);
    const object = types.includes(type) ? this.space.object(head.id) : undefined;
    return object === undefined ? undefined : this.machine.csTypes.get(type)?.read(object.image, attribute);
  }
}

/** What one part of the engine works out once for each key of a session. Forgotten when the working set is trimmed. */
export class Memo<K, V> {
  private readonly maps = new WeakMap<Session, Map<K, V>>();

  of(session: Session): Map<K, V> {
    const known = this.maps.get(session);
    if (known !== undefined) return known;
    const map = new Map<K, V>();
    this.maps.set(session, map);
    session.whenTrimmed(() => map.clear());
    return map;
  }
}
