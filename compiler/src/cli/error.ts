// Wrong usage: what the person at the keyboard asked for cannot be done.

/** `message` says what was expected and found, `help` what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  constructor(
    message: string,
    readonly help: string,
  ) {
    super(message);
  }
}
