// What a synchronisation has to say besides the state itself: errors by unit, moments to look again, counts.
import type { Changes, EngineError, ErrorRecord, ErrorUnit, Mark, Operation, Store } from '../../store/index.js';
import type { MvId, ObjectId } from '../../values/index.js';
import { sameOperation } from '../outbound/same.js';
import type { Session } from '../session.js';
import { IdSet } from '../space/id-set.js';
import { Moments } from '../space/moments.js';
import type { Trigger } from '../space/notes.js';
import { Statistics } from './statistics.js';

/** Errors of a metaverse object come from two phases and are told together. */
type Part = 'attributes' | 'names' | 'slots';

const textOf = (unit: ErrorUnit): string =>
  'object' in unit ? `o${unit.object}` : 'mv' in unit ? `m${unit.mv}` : `c${unit.connector}`;

const countsOf = (operation: Operation): readonly string[] => {
  if (operation.kind === 'add') return ['provisioned-add'];
  if (operation.kind === 'delete') return ['provisioned-delete'];
  return [
    ...(operation.name === undefined ? [] : ['provisioned-rename']),
    ...(operation.changes.length === 0 ? [] : ['connector-flow']),
  ];
};

export class Findings {
  private readonly erring: ReadonlySet<string>;
  /** Objects of which errors were told before. */
  readonly erringObjects: ReadonlySet<ObjectId>;
  private readonly mvErrors = new Map<MvId, Map<Part, readonly EngineError[]>>();
  private readonly objectErrors = new Map<ObjectId, readonly EngineError[]>();
  private readonly moments = new Moments();
  private readonly flows = new IdSet<MvId>();
  /** Metaverse objects for which nothing was staged before this synchronisation, and what is now has been counted. */
  private readonly counted = new IdSet<MvId>();
  /** What was said of attributes before: it stays true of metaverse objects whose slots alone are looked at again. */
  private readonly attributeErrors = new Map<MvId, readonly EngineError[]>();
  readonly statistics = new Statistics();

  private constructor(
    private readonly session: Session,
    before: readonly ErrorRecord[],
  ) {
    this.erring = new Set(before.map((record) => textOf(record.unit)));
    this.erringObjects = new Set(before.flatMap(({ unit }) => ('object' in unit ? [unit.object] : [])));
    for (const { unit, error } of before) {
      if (!('mv' in unit) || error.slot !== undefined || error.attribute === undefined) continue;
      this.attributeErrors.set(unit.mv, [...(this.attributeErrors.get(unit.mv) ?? []), error]);
      if (error.kind === 'flow-error' || error.kind === 'names-exhausted')
        session.failures.set(unit.mv, [...(session.failures.get(unit.mv) ?? []), error.attribute]);
    }
  }

  static async begin(session: Session, store: Store): Promise<Findings> {
    return new Findings(session, await store.errors({ origin: 'sync' }));
  }

  /** Errors of a metaverse object, one part of them. Replaces what was said of that part. */
  ofMv(id: MvId, part: Part, errors: readonly EngineError[]): void {
    if (errors.length === 0 && !this.mvErrors.has(id) && !this.isErring({ mv: id })) return;
    const parts = this.mvErrors.get(id) ?? new Map<Part, readonly EngineError[]>();
    this.mvErrors.set(id, parts.set(part, errors));
  }

  /** Whether anything was said of it before. */
  isErring(unit: ErrorUnit): boolean {
    return this.erring.size > 0 && this.erring.has(textOf(unit));
  }

  /** Errors of attributes that rest on names. What was said of these before is not true any more. */
  ofNames(id: MvId, attributes: ReadonlySet<string>, errors: readonly EngineError[]): void {
    const remembered = this.attributeErrors.get(id);
    if (remembered !== undefined)
      this.attributeErrors.set(
        id,
        remembered.filter((error) => error.attribute === undefined || !attributes.has(error.attribute)),
      );
    const others = (this.mvErrors.get(id)?.get('names') ?? []).filter(
      (error) => error.attribute === undefined || !attributes.has(error.attribute),
    );
    this.ofMv(id, 'names', [...others, ...errors]);
  }

  ofObject(id: ObjectId, errors: readonly EngineError[]): void {
    if (errors.length === 0 && !this.isErring({ object: id })) return;
    this.objectErrors.set(id, errors);
  }

  /** More errors of an object, besides those told before. */
  alsoOfObject(id: ObjectId, errors: readonly EngineError[]): void {
    this.objectErrors.set(id, [...(this.objectErrors.get(id) ?? []), ...errors]);
  }

  /** What is staged for a metaverse object now, and what was before: counted by connector. */
  staged(id: MvId | undefined, before: readonly Operation[], after: readonly Operation[]): void {
    if (id !== undefined && this.counted.has(id)) {
      this.countOperations(before, -1);
      this.countOperations(after, 1);
      return;
    }
    if (id !== undefined && before.length === 0 && after.length > 0) this.counted.add(id);
    this.countOperations(
      before.length === 0
        ? after
        : after.filter((operation) => !before.some((other) => sameOperation(other, operation))),
      1,
    );
  }

  private countOperations(operations: readonly Operation[], by: 1 | -1): void {
    for (const operation of operations)
      for (const name of countsOf(operation)) this.statistics.count(operation.slot.connector, name, by);
  }

  /** Values of a metaverse object have changed. */
  flowed(id: MvId): void {
    this.flows.add(id);
  }

  /** The least moment at which a unit may turn out otherwise with nothing but time; the least of several counts. */
  trigger(mark: Mark, at: number | undefined): void {
    if (at !== undefined || this.session.machine.usesTime) this.moments.note(mark, at);
  }

  /** Nothing is said of these now, and nothing was before. */
  isSilentOn(id: MvId, objects: readonly ObjectId[]): boolean {
    return !this.mvErrors.has(id) && !objects.some((object) => this.objectErrors.has(object));
  }

  /** The moments of a metaverse object and its objects, as they are to be written. */
  momentsOf(id: MvId, objects: readonly ObjectId[]): readonly Trigger[] {
    const units: readonly Mark[] = [{ mv: id }, ...objects.map((object) => ({ object }))];
    return units.flatMap((unit) => this.moments.of(unit) ?? []);
  }

  /** The time of these has come: unless they are found to have another moment, they have none. */
  comeDue(marks: readonly Mark[]): void {
    for (const mark of marks) this.moments.note(mark);
  }

  /** Counts links made and ended, and lives, by the difference between before and after. */
  countLinks(session: Session): void {
    for (const [connector, counts] of session.relinked.counts)
      for (const [name, count] of counts) this.statistics.count(connector, name, count);
    this.statistics.count('metaverse', 'mv-deleted', session.fates.died);
    this.statistics.count('metaverse', 'mv-gone', session.fates.gone);
    this.statistics.count('metaverse', 'mv-revived', session.fates.revived);
    this.statistics.count('metaverse', 'mv-flow', this.flows.size);
  }

  /** What is to be written at the end. */
  changes(): Changes {
    const errors: NonNullable<Changes['errors']> = [
      ...[...this.mvErrors].map(([id, parts]) => ({
        unit: { mv: id },
        origin: 'sync' as const,
        errors: [
          ...(parts.get('attributes') ?? this.attributeErrors.get(id) ?? []),
          ...(parts.get('names') ?? []),
          ...(parts.get('slots') ?? []),
        ],
        at: this.session.at,
      })),
      ...[...this.objectErrors].map(([id, list]) => ({
        unit: { object: id },
        origin: 'sync' as const,
        errors: list,
        at: this.session.at,
      })),
    ];
    return { errors, triggers: this.moments };
  }
}
