// An operation with the object that it is about.
import { operationFingerprint } from '../../engine/index.js';
import type { CsObject, Operation, Slot } from '../../store/index.js';
import type { SpaceType } from '../space.js';

/** One operation, as it can be sent. */
export interface Item {
  readonly operation: Operation;
  /** Missing for an add. */
  readonly object: CsObject | undefined;
  readonly type: SpaceType;
  /** Identity to the outside: the last resort of every order. */
  readonly key: string;
}

export const sameSlot = (a: Slot, b: Slot): boolean =>
  a.connector === b.connector && a.type === b.type && a.account === b.account;

/** The same for operations that a target would refuse, or fail on, alike. */
export const fingerprintOf = ({ operation, type }: Item): string =>
  operationFingerprint(operation, (attribute) => isReference(type, attribute));

export const isReference = (type: SpaceType, attribute: string): boolean =>
  type.attributes.get(attribute)?.type.scalar === 'ref';
