// Applying changes: removals first, then records, then what was decided about them. It wants to be called inside of a
// transaction.
import type { ObjectId } from '../../values/value.js';
import type { Changes, ObjectChange } from '../port.js';
import type { RuleNames } from '../renaming.js';
import type { Agenda } from './agenda.js';
import type { DepartureTable } from './departures.js';
import type { DoneTable } from './done.js';
import type { ErrorTable } from './errors.js';
import type { KeySpecs } from './key-specs.js';
import type { MvTable } from './mvs.js';
import type { ObjectTable } from './objects.js';
import type { StagedTable } from './staged.js';
import type { StateTable } from './state.js';
import { UNIT } from './units.js';

export interface CommitTargets {
  readonly objects: ObjectTable;
  readonly mvs: MvTable;
  readonly staged: StagedTable;
  readonly errors: ErrorTable;
  readonly departures: DepartureTable;
  readonly agenda: Agenda;
  readonly done: DoneTable;
  readonly state: StateTable;
  readonly specs: KeySpecs;
  /** Rules that got other names. */
  readonly renameRules: (names: RuleNames) => void;
}

export function applyChanges(targets: CommitTargets, changes: Changes): void {
  if (changes.renamedRules && changes.renamedRules.size > 0) targets.renameRules(changes.renamedRules);
  applyObjects(targets, changes);
  applyMvs(targets, changes);
  const { staged, errors, departures, agenda, done, state } = targets;
  if (changes.operations) staged.writeOperations(changes.operations);
  if (changes.unclaimed) {
    const removed = new Set(changes.removedObjects);
    staged.writeUnclaimed(new Map([...changes.unclaimed].filter(([object]) => !removed.has(object))));
  }
  if (changes.claims) staged.writeClaims(changes.claims);
  if (changes.addRefusals) staged.writeAddRefusals(changes.addRefusals);
  if (changes.errors) errors.write(changes.errors);
  if (changes.departures) departures.write(changes.departures);
  if (changes.clearMarks) agenda.clear();
  if (changes.clearDone) done.clear();
  if (changes.done) done.write(changes.done);
  if (changes.marks) agenda.mark(changes.marks);
  if (changes.triggers) agenda.setTriggers(changes.triggers);
  for (const connector of changes.connectors ?? []) state.writeConnector(connector);
  if (changes.space) state.writeSpace(changes.space);
}

function applyObjects(targets: CommitTargets, changes: Changes): void {
  const removed = new Set(changes.removedObjects);
  const written = remaining(changes.objects, removed);
  const staying = [...(changes.staying ?? [])].filter((id) => !removed.has(id));
  if (removed.size + written.length + staying.length === 0) return;
  if (removed.size > 0) removeObjects(targets, [...removed]);
  if (staying.length > 0) targets.objects.keepNames(staying);
  if (written.length > 0) writeObjects(targets, written);
  targets.objects.settleNames();
}

function removeObjects({ objects, staged, agenda }: CommitTargets, removed: readonly ObjectId[]): void {
  agenda.dropUnits(UNIT.object, removed);
  staged.writeUnclaimed(new Map(removed.map((object) => [object, undefined])));
  objects.remove(removed);
}

function writeObjects({ objects, state, specs }: CommitTargets, written: readonly ObjectChange[]): void {
  specs.note('object', written);
  state.used('object', written);
  objects.write(written);
}

function applyMvs({ mvs, staged, agenda, state, specs }: CommitTargets, changes: Changes): void {
  const removed = new Set(changes.removedMvs);
  if (removed.size > 0) {
    const nothing = new Map([...removed].map((mv) => [mv, []]));
    agenda.dropUnits(UNIT.mv, [...removed]);
    staged.writeOperations(nothing);
    staged.writeClaims(nothing);
    staged.writeAddRefusals(nothing);
    mvs.remove([...removed]);
  }
  const written = remaining(changes.mvs, removed);
  if (written.length === 0) return;
  specs.note('mv', written);
  state.used('mv', written);
  mvs.write(written);
}

/** Changes of what the same transaction does not remove. */
function remaining<Id, Change extends { readonly after: { readonly id: Id } }>(
  changes: Iterable<Change> | undefined,
  removed: ReadonlySet<Id>,
): readonly Change[] {
  const all = [...(changes ?? [])];
  return removed.size === 0 ? all : all.filter(({ after }) => !removed.has(after.id));
}
