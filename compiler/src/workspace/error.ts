// What stops a program from being read. Operational: it is about files and options, not about what the program says.

/** `message` says what was expected and found, `help` what to do. */
export class WorkspaceError extends Error {
  override readonly name = 'WorkspaceError';
  constructor(
    message: string,
    readonly help: string,
  ) {
    super(message);
  }
}
