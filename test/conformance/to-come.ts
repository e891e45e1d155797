// Conformance cases, and parts of cases, that wait for what the product does not have yet, each with what it waits for.

/** Whole cases. */
export const casesToCome: ReadonlyMap<number, string> = new Map([
  [36, 'one member of 500,000: references must pass through a synchronisation value by value'],
  [44, 'an OU is renamed: names kept as a relation to the parent object'],
  [45, 'two want one login: unique'],
  [46, 'a login is stable and comes back to nobody: unique'],
  [47, 'a value that must not collide: namespace and unique'],
  [51, 'leaver, thirty days, and back: deprovision after, goneSince'],
  [52, 'others go on while it lingers: continues 51'],
  [57, 'two accounts, and groups of them: as, every, account'],
  [58, "nobody's objects: unclaimed"],
  [63, 'guard and approval: limits and approvals by hash'],
]);

/** Parts of cases whose other parts are tested. */
export const partsToCome: readonly (readonly [number: number, part: string])[] = [
  [6, 'the logins of the variant: unique'],
  [11, 'batches of 1 and 4 workers: batch size is no setting'],
  [30, 'which units the activation of another arrangement marks'],
  [41, 'a login that is still held: unique'],
  [55, 'the guard plan-changed, and a rule removed while an account is ending (after)'],
  [59, 'guards on unknown rows and on an empty source, and the watermark of another issuer'],
  [61, 'growing gaps of what is late, and reserved logins'],
];
