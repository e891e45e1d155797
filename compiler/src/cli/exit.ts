// Exit codes, the same for both commands of the product.

export const EXIT = {
  fine: 0,
  /** Findings, or files that are not formatted. */
  findings: 1,
  /** Wrong usage or input. */
  usage: 2,
  /** A bug of ours. */
  bug: 70,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
