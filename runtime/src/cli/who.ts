// Who sits at the keyboard, for decisions that the history names somebody for.
import type { Io } from './io.js';
import { UsageError } from './usage.js';

/** The name under which the operator is signed in to the machine; {@link UsageError} where the environment does not tell. */
export const whoIsSignedIn = ({ env }: Io): string => {
  const name = env.SUDO_USER ?? env.USER ?? env.LOGNAME ?? env.USERNAME;
  if (name !== undefined && name !== '') return name;
  throw new UsageError('It is not known who you are: say so with --by NAME');
};
