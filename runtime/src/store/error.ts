// The one kind of fault that a store raises: about the file or the server, not about what is in it.

export type StoreErrorKind =
  /** Another process is writing to it. */
  | 'locked'
  /** It was written by a later version of this program. */
  | 'newer'
  /** It was written by an earlier version, and cannot be brought up to date by reading only. */
  | 'older'
  /** It is not a store of ours. */
  | 'foreign'
  | 'missing'
  /** It cannot be read or written: permissions, disk, damage. */
  | 'unusable';

/** An operational fault of a store. The message says what was found and what to do. */
export class StoreError extends Error {
  constructor(
    readonly kind: StoreErrorKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'StoreError';
  }
}
