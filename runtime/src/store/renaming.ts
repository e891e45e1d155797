// Records of a plan whose rules got other names: the same records, naming the rules as they are called now.
import type { Contribution, EngineError, Link, MvObject, Operation } from './records.js';

/**
 * The name of now of a rule, by its former one; those that kept theirs are not in it. Exchanges and rings of names: each
 * name that is taken is also given up, so no two rules get one name.
 */
export type RuleNames = ReadonlyMap<string, string>;

/** Works on anything that names its rule, or none. */
const named = <T extends { readonly rule?: string | undefined }>(names: RuleNames, record: T): T => {
  const now = record.rule === undefined ? undefined : names.get(record.rule);
  return now === undefined ? record : { ...record, rule: now };
};

export const renameInError = (names: RuleNames, error: EngineError): EngineError => named(names, error);

export const renameInOperation = (names: RuleNames, operation: Operation): Operation => ({
  ...named(names, operation),
  changes: operation.changes.map((change) => named(names, change)),
});

export const renameInManaged = (
  names: RuleNames,
  managed: NonNullable<Link['managed']>,
): NonNullable<Link['managed']> => named(names, managed);

export const renameInLink = (names: RuleNames, link: Link): Link =>
  link.managed === undefined ? link : { ...link, managed: renameInManaged(names, link.managed) };

type Kept = NonNullable<MvObject['kept']>;

export const renameInKept = (names: RuleNames, kept: Kept): Kept =>
  Object.fromEntries(Object.entries(kept).map(([attribute, parts]) => [attribute, renameInParts(names, parts)]));

const renameInParts = (names: RuleNames, parts: readonly Contribution[]): readonly Contribution[] =>
  parts.map((part) => named(names, part));

export const renameInMv = (names: RuleNames, mv: MvObject): MvObject => ({
  ...mv,
  kept: mv.kept === undefined ? undefined : renameInKept(names, mv.kept),
  stored: mv.stored.map((value) => value && { ...value, by: renameInParts(names, value.by) }),
});
