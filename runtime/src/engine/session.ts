// One synchronisation: the machine, the space before it, the time, and what has been worked out so far.
import type { Environment, Through } from '../expressions/index.js';
import type { CsObject, MvObject } from '../store/index.js';
import type { Content, MvId, MvKey, ObjectId, RefText, Row } from '../values/index.js';
import type { LiveAttributes } from './inbound/attributes.js';
import type { View } from './inbound/view.js';
import type { Machine } from './machine/machine.js';
import { referenceTo, resolve } from './space/resolve.js';
import type { WorkingSet } from './space/working-set.js';

export interface SessionOptions {
  readonly machine: Machine;
  readonly space: WorkingSet;
  /** The time of the run, ms since 1970. */
  readonly at: number;
  /** A full synchronisation: every object is looked at, so nothing needs to be marked. */
  readonly everything: boolean;
}

export class Session {
  readonly machine: Machine;
  readonly space: WorkingSet;
  readonly at: number;
  readonly everything: boolean;

  /** Views of objects: images do not change during a synchronisation. */
  readonly views = new Map<ObjectId, View>();
  /** Attributes of metaverse objects as their links are now. */
  readonly live = new Map<MvId, LiveAttributes>();
  /** Metaverse objects that may come out differently than stored. */
  readonly touched = new Set<MvId>();
  /** Counts changes of links: what was read through references before a change may be different after it. */
  epoch = 0;
  /** All is stored: metaverse values are read from the records. */
  finished = false;

  constructor(options: SessionOptions) {
    this.machine = options.machine;
    this.space = options.space;
    this.at = options.at;
    this.everything = options.everything;
  }

  /** Whether the stored values of a metaverse object may be out of date. */
  isTouched(id: MvId): boolean {
    return !this.finished && (this.everything || this.touched.has(id));
  }

  /** Forgets what was worked out of a metaverse object, after one of its links or its record has changed. */
  forget(id: MvId): void {
    this.live.delete(id);
    this.epoch += 1;
  }

  /** Forgets everything that can be worked out again; the working set is trimmed with it. */
  trim(): void {
    this.views.clear();
    this.live.clear();
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
    return { source: row, target: target?.image, self: mv.key, connector, through, now: this.at, moment };
  }

  /** Reads `x` of the connector object that a reference means; absent where it does not resolve or is of another type. */
  readConnectorObject(connector: string, reference: RefText, types: readonly string[], attribute: string): Content {
    const object = resolve(this.space, connector, reference);
    if (object === undefined || object.existence !== 'confirmed') return undefined;
    const type = `${object.connector}.${object.type}`;
    return types.includes(type) ? this.machine.csTypes.get(type)?.read(object.image, attribute) : undefined;
  }

  mvByKey(key: MvKey): MvObject | undefined {
    return this.space.mvByKey(key);
  }
}
