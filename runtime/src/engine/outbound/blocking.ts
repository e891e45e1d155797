// Which drafts cannot be carried out (engine specification 5.6, S5): the least set closed under the rules B1 to B9.
import type { CsObject, EngineError, ErrorKind } from '../../store/index.js';
import { parentDn, type Value, valuesOf } from '../../values/index.js';
import { operationFingerprint } from '../fingerprint.js';
import { Memo, type Session } from '../session.js';
import { requiredReferences, standsAlone } from './alone.js';
import { collisionBlock, collisionsOf } from './collisions.js';
import { type Draft, presentName } from './draft.js';
import {
  type AnyDraft,
  claimantsOfName,
  draftForObject,
  draftsFor,
  nameKeyOf,
  ownersOfName,
  wantedName,
  wantedParent,
} from './names.js';
import { obstacleTo } from './obstacles.js';
import { draftOfAdd, standsFor } from './references.js';
import { changesOfAdd } from './values.js';

/** Why a draft is blocked. Of an update only the rename is. */
export interface Block {
  readonly kind: ErrorKind;
  readonly message: string;
  readonly detail?: Readonly<Record<string, string>>;
  readonly attribute?: string;
}

const SETTLED = new Memo<string, Block | undefined>();

/** Why a draft is blocked, if it is. Draws in every draft on which that depends, and decides them together. */
export const blockOf = (session: Session, draft: AnyDraft): Block | undefined => {
  if (draft.kind !== 'unclaimed' && session.carried.stands(draft.mv.id)) return undefined;
  const settled = SETTLED.of(session);
  if (settled.has(draft.key)) return settled.get(draft.key);
  if (draft.kind !== 'unclaimed' && standsAlone(session, draft)) {
    const block = ownBlock(session, draft);
    settled.set(draft.key, block);
    return block;
  }
  const component = closure(session, draft);
  const blocked = fixpoint(session, component);
  for (const each of component.keys()) settled.set(each, blocked.get(each));
  return blocked.get(draft.key);
};

/** The draft and all that its standing can depend on, by key. */
const closure = (session: Session, start: AnyDraft): ReadonlyMap<string, AnyDraft> => {
  const found = new Map<string, AnyDraft>([[start.key, start]]);
  for (const draft of found.values())
    for (const other of dependencies(session, draft)) if (!found.has(other.key)) found.set(other.key, other);
  return found;
};

const dependencies = (session: Session, draft: AnyDraft): readonly AnyDraft[] =>
  draft.kind === 'unclaimed' ? draftsBelow(session, draft.object) : dependenciesOfSlot(session, draft);

const draftsBelow = (session: Session, object: CsObject): readonly AnyDraft[] =>
  childrenOf(session, object).flatMap((child) => draftForObject(session, child) ?? []);

const dependenciesOfSlot = (session: Session, draft: Draft): readonly AnyDraft[] => [
  ...(session.machine.namespaces.size === 0
    ? []
    : draftsFor(session, draft.mv).drafts.filter((other) => other.kind === 'delete')),
  ...aroundItsName(session, draft),
  ...(draft.kind === 'delete' ? draftsBelow(session, draft.object) : []),
  ...requiredReferences(draft).flatMap(({ attribute, values }) =>
    valuesOf(values).flatMap((key) => {
      const standing = standsFor(session, key, draft.target.slot.connector, attribute.attribute, () => false);
      return standing.kind === 'add' ? (draftOfAdd(session, standing) ?? []) : [];
    }),
  ),
];

const aroundItsName = (session: Session, draft: Draft): readonly AnyDraft[] => {
  const name = wantedName(draft);
  if (name === undefined) return [];
  const { connector } = draft.target.slot;
  const parent = wantedParent(draft);
  const names = [name, ...(parent === undefined ? [] : [parent])];
  for (const each of names) session.space.wantName(connector, each);
  return names.flatMap((each) => [
    ...ownersOfName(session, connector, each).flatMap((object) => draftForObject(session, object) ?? []),
    ...claimantsOfName(session, connector, each),
  ]);
};

const childrenOf = (session: Session, object: CsObject): readonly CsObject[] => {
  const name = nameKeyOf(object);
  return name === undefined
    ? []
    : session.space.childrenOf(object.connector, name).filter((child) => child.existence !== 'gone');
};

/** All rules are evaluated on the same set; what they find is added, until nothing is found. */
const fixpoint = (session: Session, drafts: ReadonlyMap<string, AnyDraft>): ReadonlyMap<string, Block> => {
  const blocked = new Map<string, Block>();
  for (;;) {
    const isBlocked = (draft: AnyDraft): boolean => blocked.has(draft.key);
    const found = [...drafts.values()]
      .filter((draft) => !isBlocked(draft))
      .flatMap((draft) => {
        const block = firstRuleThatBlocks(session, draft, isBlocked);
        return block === undefined ? [] : [[draft.key, block] as const];
      });
    if (found.length === 0) return blocked;
    for (const [key, block] of found) blocked.set(key, block);
  }
};

type IsBlocked = (draft: AnyDraft) => boolean;
type Rule = (session: Session, draft: Draft, isBlocked: IsBlocked) => Block | undefined;

const firstRuleThatBlocks = (session: Session, draft: AnyDraft, isBlocked: IsBlocked): Block | undefined => {
  if (draft.kind === 'unclaimed') return childrenThatStay(session, draft.object, isBlocked);
  return firstThatBlocks(RULES, session, draft, isBlocked);
};

const firstThatBlocks = (
  rules: readonly Rule[],
  session: Session,
  draft: Draft,
  isBlocked: IsBlocked,
): Block | undefined => {
  for (const rule of rules) {
    const block = rule(session, draft, isBlocked);
    if (block !== undefined) return block;
  }
  return undefined;
};

const nameText = (draft: Draft): string =>
  (draft.kind === 'add' ? draft.name?.text : draft.kind === 'update' ? draft.rename?.text : undefined) ?? '';

/** B1: a name that another add or rename wants too. */
const wantedTwice: Rule = (session, draft) => {
  const name = wantedName(draft);
  if (name === undefined) return undefined;
  const others = claimantsOfName(session, draft.target.slot.connector, name).filter((other) => other.key !== draft.key);
  if (others.length === 0) return undefined;
  const rivals = others
    .map((other) => other.mv.key.replaceAll('\u001f', ':'))
    .sort()
    .join(', ');
  return {
    kind: 'name-wanted-twice',
    message: `${nameText(draft)} is wanted by ${rivals} too; nobody gets it`,
    detail: { name: nameText(draft), rivals },
  };
};

/** B2: a name that another object has and keeps. */
const taken: Rule = (session, draft, isBlocked) => {
  const name = wantedName(draft);
  if (name === undefined) return undefined;
  const own = draft.kind === 'update' ? draft.object.id : undefined;
  const owner = ownersOfName(session, draft.target.slot.connector, name).find(
    (object) => object.id !== own && !leaves(session, object, isBlocked),
  );
  if (owner === undefined) return undefined;
  const who = `${owner.connector}.${owner.type}:${owner.anchor ?? owner.name ?? ''}`;
  const going = draftForObject(session, owner);
  const obstacle = going && obstacleTo(session, going, isBlocked);
  return {
    kind: 'name-taken',
    message: `${nameText(draft)} is the name of ${who}, ${obstacle ?? "which is not joined for its name's sake"}`,
    detail: { name: nameText(draft), object: who },
  };
};

/** Its draft gives its name up, is not blocked, and nothing that the target said before is in its way. */
const leaves = (session: Session, object: CsObject, isBlocked: IsBlocked): boolean => {
  const draft = draftForObject(session, object);
  return (
    draft !== undefined &&
    (draft.kind === 'delete' || draft.kind === 'unclaimed' || wantedName(draft) !== undefined) &&
    !isBlocked(draft) &&
    obstacleTo(session, draft, isBlocked) === undefined
  );
};

/** B3: renames that wait for each other in a circle. */
const circle: Rule = (session, draft) => {
  if (draft.kind !== 'update' || draft.rename === undefined) return undefined;
  const seen = new Set<string>();
  let next = nextInLine(session, draft);
  while (next !== undefined && !seen.has(next.key)) {
    if (next.key === draft.key)
      return {
        kind: 'name-circle',
        message: `${nameText(draft)} is free only once another waits no longer for the name of this object; renames in a circle are not tried`,
        detail: { name: nameText(draft) },
      };
    seen.add(next.key);
    next = nextInLine(session, next);
  }
  return undefined;
};

const nextInLine = (session: Session, draft: Draft): Draft | undefined => {
  const name = wantedName(draft);
  if (name === undefined) return undefined;
  return ownersOfName(session, draft.target.slot.connector, name)
    .flatMap((object) => draftForObject(session, object) ?? [])
    .find(
      (other): other is Extract<Draft, { kind: 'update' }> => other.kind === 'update' && other.rename !== undefined,
    );
};

/** B4: under a parent that is not there, is being deleted, or is itself not created. */
const orphaned: Rule = (session, draft, isBlocked) => {
  const name = wantedName(draft);
  const parent = wantedParent(draft);
  if (name === undefined || parent === undefined) return undefined;
  const { connector } = draft.target.slot;
  const coming = claimantsOfName(session, connector, parent).some(
    (other) => !isBlocked(other) && obstacleTo(session, other, isBlocked) === undefined,
  );
  const staying = ownersOfName(session, connector, parent).some(
    (object) => presentName(object) === parent && !leaves(session, object, isBlocked),
  );
  return coming || staying || staysBelow(session, draft, parent)
    ? undefined
    : {
        kind: 'parent-missing',
        message: `there is no object at ${parent}, under which ${nameText(draft)} would stand`,
        detail: { name: nameText(draft), parent },
      };
};

/** It stands there already, below something that is not imported, and is renamed where it is. */
const staysBelow = (session: Session, draft: Draft, parent: string): boolean =>
  draft.kind === 'update' &&
  parentDn(nameKeyOf(draft.object) ?? '') === parent &&
  session.space.byName(draft.target.slot.connector, parent).every(({ existence }) => existence === 'gone');

/** B5: a delete of an object below which others stay. */
const hasChildren: Rule = (session, draft, isBlocked) =>
  draft.kind === 'delete' ? childrenThatStay(session, draft.object, isBlocked) : undefined;

const childrenThatStay = (session: Session, above: CsObject, isBlocked: IsBlocked): Block | undefined => {
  const child = childrenOf(session, above).find((object) => !movesAway(session, object, above, isBlocked));
  return child === undefined
    ? undefined
    : {
        kind: 'has-children',
        message: `${child.name ?? ''} and perhaps others stand below it; it is not deleted`,
        detail: { child: child.name ?? '' },
      };
};

/** It leaves, and not only for another name below the same object. */
const movesAway = (session: Session, child: CsObject, from: CsObject, isBlocked: IsBlocked): boolean => {
  const draft = draftForObject(session, child);
  const name = draft === undefined ? undefined : wantedName(draft);
  return leaves(session, child, isBlocked) && (name === undefined || parentDn(name) !== nameKeyOf(from));
};

/** B6: an add without something that the target requires. */
const incomplete: Rule = (_session, draft) => {
  if (draft.kind !== 'add') return undefined;
  const { csType, naming } = draft.target;
  if (csType.connector.naming !== undefined && draft.name === undefined)
    return missing(naming?.name ?? csType.connector.naming);
  for (const required of csType.required)
    if (!draft.wanted.some((each) => each.attribute.name === required)) return missing(required);
  return undefined;
};

const missing = (attribute: string): Block => ({
  kind: 'required-missing',
  attribute,
  message: `the target requires ${attribute} on creation, and no flow gives it a value`,
});

/** B7: exactly this was refused for good. */
const refusedBefore: Rule = (session, draft) => {
  if (draft.kind !== 'add') return undefined;
  const refusals = session.space.addRefusalsOf(draft.mv.id);
  const refusal = refusals.find(
    (each) =>
      each.slot.connector === draft.target.slot.connector &&
      each.slot.type === draft.target.slot.type &&
      each.slot.account === draft.target.slot.account,
  );
  if (refusal === undefined || refusal.retry !== undefined || refusal.plan !== session.machine.plan.hash)
    return undefined;
  const operation = {
    mv: draft.mv.id,
    slot: draft.target.slot,
    object: undefined,
    kind: 'add' as const,
    name: draft.name?.text,
    changes: changesOfAdd(draft),
    rule: draft.rule,
  };
  const isReference = (attribute: string): boolean =>
    draft.target.csType.attributes.get(attribute)?.type.scalar === 'ref';
  return refusal.fingerprint === operationFingerprint(operation, isReference)
    ? { kind: 'refused', message: `the target refused this before: ${refusal.message}` }
    : undefined;
};

/** B8: an add that requires a reference for which nothing stands. */
const referenceMissing: Rule = (session, draft, isBlocked) => {
  if (draft.kind !== 'add') return undefined;
  const wanted = requiredReferences(draft);
  for (const attribute of draft.target.csType.attributes.values()) {
    if (!attribute.required || attribute.type.scalar !== 'ref') continue;
    const values = valuesOf(wanted.find((each) => each.attribute.name === attribute.name)?.values);
    const stands = (key: Value): boolean =>
      ['object', 'add'].includes(standsFor(session, key, draft.target.slot.connector, attribute, isBlocked).kind);
    if (!values.some(stands))
      return {
        kind: 'required-reference-missing',
        attribute: attribute.name,
        message: `the target requires ${attribute.name} on creation, and nothing stands for it`,
      };
  }
  return undefined;
};

/** B9: adds that require references to each other in a circle. */
const referenceCircle: Rule = (session, draft, isBlocked) => {
  const seen = new Set<string>();
  const queue = [draft];
  for (const each of queue)
    for (const { attribute, values } of requiredReferences(each))
      for (const key of valuesOf(values)) {
        const standing = standsFor(session, key, each.target.slot.connector, attribute.attribute, isBlocked);
        const other = standing.kind === 'add' ? draftOfAdd(session, standing) : undefined;
        if (other === undefined) continue;
        if (other.key === draft.key)
          return {
            kind: 'required-reference-circle',
            message: `the target requires ${attribute.name} on creation, and it refers back to this object in a circle of new ones`,
          };
        if (!seen.has(other.key)) {
          seen.add(other.key);
          queue.push(other);
        }
      }
  return undefined;
};

/** B10: an add that would give a name that somebody else gives or has reserved. */
const notUnique: Rule = (session, draft, isBlocked) => {
  if (draft.kind !== 'add') return undefined;
  const [collision] = collisionsOf(session, draft, isBlocked);
  return collision && collisionBlock(collision);
};

const RULES: readonly Rule[] = [
  wantedTwice,
  taken,
  circle,
  orphaned,
  hasChildren,
  incomplete,
  refusedBefore,
  referenceMissing,
  referenceCircle,
  notUnique,
];

/** Those that look at nothing but the draft itself. */
const OWN_RULES: readonly Rule[] = [incomplete, refusedBefore, referenceMissing];

/** Why a draft that stands alone is blocked, if it is. */
export const ownBlock = (session: Session, draft: Draft): Block | undefined =>
  firstThatBlocks(OWN_RULES, session, draft, () => false);

/** The error of a blocked draft. */
export const blockError = (draft: AnyDraft, block: Block): EngineError => ({
  ...block,
  slot: draft.kind === 'unclaimed' ? draft.slot : draft.target.slot,
});
