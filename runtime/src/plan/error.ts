// What can be wrong with a plan file. Operational: the operator chose the file.

export type PlanFault = 'notJson' | 'otherFormat' | 'malformed' | 'altered';

/** `message` says what was expected and what was found, `help` what to do. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
  constructor(
    readonly fault: PlanFault,
    message: string,
    readonly help: string,
  ) {
    super(message);
  }
}
