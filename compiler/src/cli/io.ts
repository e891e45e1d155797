// What a command may touch of the world around it: its streams, its environment, its directory.

export interface Io {
  /** The answer. */
  readonly out: (text: string) => void;
  /** The talk: diagnostics of other commands, notes, errors. */
  readonly err: (text: string) => void;
  readonly readStdin: () => string;
  /** Relative paths on the command line start here. */
  readonly directory: string;
  /** Whether the answer, and the talk, may be coloured. */
  readonly colours: { readonly out: boolean; readonly err: boolean };
  /** Whether a person watches the talk, so that progress may be shown. */
  readonly watched: boolean;
  /** Whoever asks takes Ctrl-C over: aborted when the person at the keyboard wants the command to end. */
  readonly interruption: () => AbortSignal;
}

/** `NO_COLOR` (no-color.org) and `FORCE_COLOR` decide before the terminal does. */
export const mayColour = (isTerminal: boolean, environment: Readonly<Record<string, string | undefined>>): boolean => {
  if ((environment.NO_COLOR ?? '') !== '') return false;
  if ((environment.FORCE_COLOR ?? '') !== '') return environment.FORCE_COLOR !== '0';
  return isTerminal && environment.TERM !== 'dumb';
};
