// Whether what is staged now is what was staged before.
import type { AttributeChange, Operation, Slot } from '../../store/index.js';
import { sameValues } from '../same.js';

/** Equal as sets: an operation is told by its slot. */
export const sameOperations = (a: readonly Operation[], b: readonly Operation[]): boolean =>
  a === b || (a.length === b.length && a.every((each) => b.some((other) => sameOperation(each, other))));

export const sameOperation = (a: Operation, b: Operation): boolean =>
  a.kind === b.kind &&
  a.object === b.object &&
  a.name === b.name &&
  a.rule === b.rule &&
  sameSlot(a.slot, b.slot) &&
  a.changes.length === b.changes.length &&
  a.changes.every((change, index) => sameChange(change, b.changes[index]));

export const sameSlot = (a: Slot, b: Slot): boolean =>
  a.connector === b.connector && a.type === b.type && a.account === b.account;

const sameChange = (a: AttributeChange, b: AttributeChange | undefined): boolean => {
  if (b === undefined || a.attribute !== b.attribute || a.rule !== b.rule) return false;
  if ('set' in a) return 'set' in b && sameValues(a.set, b.set);
  return 'added' in b && sameValues(a.added, b.added) && sameValues(a.removed, b.removed);
};
