// A new plan begins (engine specification 6.2): what the target did not take over, or refused, may be tried again.
import type { ObjectId } from '../../values/index.js';
import type { Session } from '../session.js';

/** Forgets which differences the target did not take over, and what it refused. The object is loaded. */
export const forgetUnheeded = (session: Session, id: ObjectId): void => {
  const object = session.space.object(id);
  if (object?.written === undefined) return;
  const { refused, unheeded, ...written } = object.written;
  if (refused === undefined && Object.keys(unheeded).length === 0) return;
  session.space.putObject(object, { ...object, written: { ...written, unheeded: {} } });
};
