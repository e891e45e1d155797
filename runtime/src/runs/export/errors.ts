// Errors of exports, unit by unit: those of operations that are sent are told anew, those of others stay while they are staged.
import type { Changes, CsObject, EngineError, ErrorRecord, ErrorUnit, Operation, Slot } from '../../store/index.js';
import { objectId } from '../../values/index.js';
import type { Space } from '../space.js';
import { type HeldBack, heldBackError } from './held-back.js';

export class ExportErrors {
  readonly #listed = new Map<string, { readonly unit: ErrorUnit; errors: readonly EngineError[] }>();
  readonly #changed = new Set<string>();

  constructor(records: readonly ErrorRecord[]) {
    for (const { unit, error } of records) this.#add(unit, [error]);
  }

  /** What became of an operation: its former errors, on the object or on the slot, are over. */
  settled(operation: Operation, unit: ErrorUnit, errors: readonly EngineError[]): void {
    for (const place of [...unitsOf(operation), unit]) this.#drop(place, operation.slot);
    this.#add(unit, errors);
    if (errors.length > 0) this.#changed.add(keyOf(unit));
  }

  /** What waits for others in a connector now; who waited before does so no more. */
  await(connector: string, held: readonly HeldBack[]): void {
    this.keep((_, { kind, slot }) => kind !== 'awaits-other' || slot?.connector !== connector);
    for (const each of held) {
      const unit = unitsOf(each.item.operation)[0];
      if (unit === undefined) continue;
      this.#add(unit, [heldBackError(each)]);
      this.#changed.add(keyOf(unit));
    }
  }

  /** Drops all errors for which it does not hold that they stay. */
  keep(stays: (unit: ErrorUnit, error: EngineError) => boolean): void {
    for (const [key, { unit, errors }] of this.#listed)
      this.#replace(
        key,
        unit,
        errors.filter((error) => stays(unit, error)),
      );
  }

  /** What to write now. */
  takeChanges(at: number): NonNullable<Changes['errors']> {
    const changes = [...this.#changed].flatMap((key) => {
      const listed = this.#listed.get(key);
      return listed ? [{ ...listed, origin: 'export' as const, at }] : [];
    });
    this.#changed.clear();
    return changes;
  }

  #add(unit: ErrorUnit, errors: readonly EngineError[]): void {
    if (errors.length === 0) return;
    const key = keyOf(unit);
    this.#listed.set(key, { unit, errors: [...(this.#listed.get(key)?.errors ?? []), ...errors] });
  }

  #drop(unit: ErrorUnit, slot: Slot): void {
    const key = keyOf(unit);
    const listed = this.#listed.get(key);
    if (!listed) return;
    this.#replace(
      key,
      unit,
      listed.errors.filter((error) => error.slot !== undefined && !isSame(error.slot, slot)),
    );
  }

  #replace(key: string, unit: ErrorUnit, errors: readonly EngineError[]): void {
    if (errors.length === this.#listed.get(key)?.errors.length) return;
    this.#listed.set(key, { unit, errors });
    this.#changed.add(key);
  }
}

/** The errors that the exports to a connector left behind, without those of what is neither staged nor unanswered any more. */
export const listedErrors = async (
  space: Space,
  connector: string,
  staged: readonly Operation[],
): Promise<ExportErrors> => {
  // Also those of other connectors: a metaverse object may carry errors of several, and is written as a whole.
  const old = await space.store.errors({ origin: 'export' });
  const errors = new ExportErrors(old);
  if (old.length === 0) return errors;
  const places = new Set(
    staged.flatMap((operation) => unitsOf(operation).map((unit) => placeOf(unit, operation.slot))),
  );
  const ids = new Set(old.flatMap(({ unit }) => ('object' in unit ? [objectId(unit.object)] : [])));
  const { objects } = await space.store.load({ objects: ids });
  errors.keep(
    (unit, { slot }) =>
      (slot !== undefined && slot.connector !== connector) ||
      places.has(placeOf(unit, slot)) ||
      ('object' in unit && isUnanswered(objects.get(objectId(unit.object)))),
  );
  return errors;
};

const isUnanswered = (object: CsObject | undefined): boolean => object?.written?.delivery !== undefined;

/** Where errors of the operation may stand: on the object, or on the slot of the metaverse object. */
const unitsOf = ({ mv, object }: Operation): readonly ErrorUnit[] => [
  ...(object === undefined ? [] : [{ object }]),
  ...(mv === undefined ? [] : [{ mv }]),
];

const keyOf = (unit: ErrorUnit): string => JSON.stringify(unit);

const placeOf = (unit: ErrorUnit, slot: EngineError['slot']): string =>
  JSON.stringify([unit, slot?.connector, slot?.type, slot?.account]);

const isSame = (a: Slot, b: Slot): boolean => placeOf({ connector: '' }, a) === placeOf({ connector: '' }, b);
