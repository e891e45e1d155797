// References of operations at the time of sending: to objects that are there, and to those that are not there yet.
import type { ExportReference } from '../../connectors/index.js';
import type { PlanConnector } from '../../plan/index.js';
import type { AttributeChange, CsObject, Store } from '../../store/index.js';
import {
  type Content,
  type MvId,
  type MvKey,
  mvKey,
  type ObjectId,
  objectId,
  objKey,
  type RefText,
  refById,
  SEPARATOR,
  valuesOf,
} from '../../values/index.js';
import { type PresentNames, presentNames } from './present-names.js';

/** An object that a reference can be sent to. */
export interface Target {
  readonly reference: ExportReference;
  /** As records keep it: by id, since neither name nor anchor need be known for good yet. */
  readonly text: RefText;
}

/** Targets by the text that operations use; without an entry: not there yet. */
export type Targets = ReadonlyMap<string, Target>;

/** How many references are looked up together: a large group is one change. */
const SLICE = 5_000;

/** Looks up what the changes refer to. An object of which it is not known whether it was sent counts as not there. */
export const loadTargets = async (
  store: Store,
  connector: PlanConnector,
  changes: readonly AttributeChange[],
): Promise<Targets> => {
  const targets = new Map<string, Target>();
  const texts = [...new Set(changes.flatMap(referenceTexts))];
  for (let from = 0; from < texts.length; from += SLICE)
    for (const [text, target] of await targetsAmong(store, connector, texts.slice(from, from + SLICE)))
      targets.set(text, target);
  return targets;
};

const targetsAmong = async (
  store: Store,
  connector: PlanConnector,
  texts: readonly string[],
): Promise<readonly (readonly [string, Target])[]> => {
  const byId = texts.filter((text) => text.startsWith('o:'));
  const adds = texts.flatMap((text) => addOf(text) ?? []);
  const { mvKeys } = await store.load({ mvKeys: new Set(adds.map((add) => add.mv)) });
  const mvs = new Set([...mvKeys.values()].filter((id) => id !== undefined));
  const { linked } = await store.load({ linked: mvs });
  const ids = new Set([...byId.map((text) => objectId(Number(text.slice(2)))), ...[...linked.values()].flat()]);
  const { objects } = await store.load({ objects: ids });
  const own = [...objects.values()].flatMap((object) => (object?.connector === connector.name ? [object] : []));
  const called = await presentNames(store, connector, own);
  const find = (text: string): CsObject | undefined => {
    const add = addOf(text);
    if (!add) return objects.get(objectId(Number(text.slice(2))));
    return linkedTo(mvKeys.get(add.mv), linked, objects).find(
      (object) =>
        object.connector === connector.name && object.type === add.type && object.link?.account === add.account,
    );
  };
  return texts.flatMap((text) => {
    const target = targetOf(find(text), called);
    return target ? [[text, target] as const] : [];
  });
};

/** For a reference to an add the key under which its item stands in the changeset. */
export const standsForAdd = (text: string, connector: string): string | undefined => {
  const add = addOf(text);
  return add && [add.mv, connector, add.type, add.account ?? ''].join(SEPARATOR);
};

export interface Split {
  readonly now: AttributeChange | undefined;
  readonly later: AttributeChange | undefined;
}

/** A change of references in the part that can be sent now, and the part that must wait for its objects. */
export const split = (change: AttributeChange, many: boolean, targets: Targets): Split => {
  const isThere = (content: Content): boolean => valuesOf(content).every((value) => targets.has(String(value)));
  if (!('set' in change)) return splitDelta(change, isThere);
  if (isThere(change.set)) return { now: change, later: undefined };
  const there = valuesOf(change.set).filter(isThere);
  if (!many || there.length === 0) return { now: undefined, later: change };
  const missing = valuesOf(change.set).filter((value) => !isThere(value));
  const { attribute, rule } = change;
  return { now: { attribute, rule, set: there }, later: { attribute, rule, added: missing, removed: [] } };
};

/** References among contents, as they are sent. */
export const sentReferences = (contents: readonly Content[], targets: Targets): readonly Target[] =>
  contents.flatMap(valuesOf).flatMap((value) => targets.get(String(value)) ?? []);

type Delta = Extract<AttributeChange, { readonly added: readonly Content[] }>;

const splitDelta = (change: Delta, isThere: (content: Content) => boolean): Split => {
  const part = (keep: (content: Content) => boolean): AttributeChange | undefined => {
    const added = change.added.filter(keep);
    const removed = change.removed.filter(keep);
    return added.length + removed.length === 0 ? undefined : { ...change, added, removed };
  };
  return { now: part(isThere), later: part((content) => !isThere(content)) };
};

const referenceTexts = (change: AttributeChange): readonly string[] =>
  ('set' in change ? [change.set] : [...change.added, ...change.removed])
    .flatMap(valuesOf)
    .flatMap((value) => (typeof value === 'string' ? [value] : []));

interface AddReference {
  readonly mv: MvKey;
  readonly account: string | null;
  readonly type: string;
}

/** `m:<connector>␟<anchor>␟<n>␟<account or empty>␟<type>`, where the anchor may hold anything. */
const addOf = (text: string): AddReference | undefined => {
  if (!text.startsWith('m:')) return undefined;
  const parts = text.slice(2).split(SEPARATOR);
  const [n = '', account = '', type = ''] = parts.slice(-3);
  const mv = mvKey(objKey(parts[0] ?? '', parts.slice(1, -3).join(SEPARATOR)), Number(n));
  return { mv, account: account === '' ? null : account, type };
};

const linkedTo = (
  mv: MvId | undefined,
  linked: ReadonlyMap<MvId, readonly ObjectId[]>,
  objects: ReadonlyMap<ObjectId, CsObject | undefined>,
): readonly CsObject[] => (mv === undefined ? [] : (linked.get(mv) ?? [])).flatMap((id) => objects.get(id) ?? []);

const targetOf = (object: CsObject | undefined, called: PresentNames): Target | undefined => {
  if (!object || object.existence === 'gone' || object.written?.delivery !== undefined) return undefined;
  const name = called(object);
  if (name === undefined && object.anchor === undefined) return undefined;
  return { reference: { anchor: object.anchor, name }, text: refById(object.id) };
};
