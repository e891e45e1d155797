// Programs that show a fault that is not mended yet, and what it is: the gate leaves them out. Their failing histories are kept in
// `open`, and a test says when one of them does not fail any more: then it belongs to `cases`, and its program is played again.
export const OPEN_PROGRAMS: ReadonlyMap<number, string> = new Map([
  [321, 'a delta evaluates fewer metaverse objects among strangers than alone (G7)'],
  [621, 'a delta evaluates strangers (G7)'],
  [710, 'a full synchronisation over rules in another order elects other values'],
  [755, 'the same synchronisation again gives other names'],
  [766, 'a rebuilt space has other derived values'],
  [861, 'a full synchronisation gives other names than a delta'],
]);
