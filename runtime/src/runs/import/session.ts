// What an import keeps in memory while it runs.
import type { PlanConnector } from '../../plan/index.js';
import type { ConnectorState, EngineError } from '../../store/index.js';
import { type ObjectId, objectId } from '../../values/index.js';
import type { Space } from '../space.js';
import type { Tally } from '../statistics.js';
import type { SeenObjects } from './seen.js';

export interface ImportSession {
  readonly space: Space;
  readonly connector: PlanConnector;
  readonly at: number;
  /** What was written before this time is sure to be shown by this import. */
  readonly settledBefore: number;
  readonly state: ConnectorState;
  readonly tally: Tally;
  readonly seen: SeenObjects;
  /** Objects whose names this import has told: they keep them, whatever becomes of the names above. */
  readonly named: SeenObjects;
  /**
   * Normalised names that objects had before this import renamed them, or something above them: what was sent to others
   * with such a name may be shown with it.
   */
  readonly formerNames: Map<ObjectId, string>;
  /** The system keeps references by name in step when their objects are renamed, and does not tell their holders. */
  readonly referencesFollow: boolean;
  /** Objects of which this import has told what they refer to. */
  readonly told: SeenObjects;
  /** References that followed a rename in this import: holder, and the name by which it refers now. */
  readonly followed: Set<string>;
  /** Objects that carry errors of an import, so that those of others need not be replaced. */
  readonly flawed: Set<ObjectId>;
  readonly rowFaults: RowFaults;
  readonly ids: IdSource;
}

/** Ids of new objects, counted on from what the store says is free. */
export class IdSource {
  #next: number;
  constructor(first: ObjectId) {
    this.#next = first;
  }
  take(): ObjectId {
    return objectId(this.#next++);
  }
}

const LISTED_FAULTS = 1000;

/** Faults of rows that belong to no object that we know. The first of them are listed, all are counted. */
export class RowFaults {
  readonly #errors: EngineError[] = [];
  #unknown = 0;

  add(error: EngineError): void {
    if (this.#errors.length < LISTED_FAULTS) this.#errors.push(error);
  }
  /** A row of which not even the anchor could be read: from now on nothing may be concluded from absence. */
  addUnknown(error: EngineError): void {
    this.#unknown += 1;
    this.add(error);
  }
  get unknown(): number {
    return this.#unknown;
  }
  get errors(): readonly EngineError[] {
    return this.#errors;
  }
}
