// Values that are passed on as they are, or through a function that changes nothing the second time.
import { catalogue, type FunctionEntry } from '@syncrule/runtime/functions';
import type { Expr } from '@syncrule/runtime/plan';

/** A single call that the catalogue marks idempotent, of what is asked for; its other arguments are constants. */
export const isIdempotentCall = (of: Expr, isIt: (argument: Expr) => boolean): boolean => {
  if (of.op !== 'call') return false;
  const entry: FunctionEntry | undefined = catalogue.get(of.name);
  const [first, ...rest] = of.arguments;
  return (
    entry?.idempotent === true &&
    first !== undefined &&
    first.op !== 'lambda' &&
    isIt(first) &&
    rest.every((argument) => argument.op === 'const' || argument.op === 'text')
  );
};
