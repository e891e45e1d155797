// Answers of the store in memory: each need looks through everything. Slow, and plain enough to be believed.
import {
  type Content,
  type MvKey,
  type ObjectId,
  type ObjKey,
  objKey,
  SEPARATOR,
  type Value,
  valuesOf,
} from '../../values/value.js';
import type { NameForm } from '../names.js';
import type { AskedList, FoundOf, Loaded, Needs, TextsOf } from '../port.js';
import {
  type CsObject,
  type KeySpecId,
  type Link,
  type MvHead,
  type MvObject,
  type ObjectHead,
  typeOfObject,
} from '../records.js';
import type { MemoryLayouts } from './layouts.js';
import { mvInPart, objectInPart } from './parts.js';
import type { MemoryState } from './state.js';

export interface AnswerContext {
  readonly state: MemoryState;
  readonly layouts: MemoryLayouts;
  readonly names: NameForm;
}

export function answer(context: AnswerContext, asked: Needs): Loaded {
  const { state, layouts, names } = context;
  const needs = completed(context, asked);
  const objects = [...state.objects.values()].sort((a, b) => a.id - b.id);
  const mvs = [...state.mvs.values()].sort((a, b) => a.id - b.id);
  const nameKey = (object: CsObject): string | undefined =>
    object.name === undefined ? undefined : names.key(object.name);
  const parentKey = (object: CsObject): string | undefined => {
    const key = nameKey(object);
    return key === undefined ? undefined : names.parentOfKey(key);
  };
  const claims = [...state.claims.values()].flat();
  return {
    objects: each(needs.objects, (id) => objectInPart(state.objects.get(id), needs.inPart, layouts)),
    mvs: each(needs.mvs, (id) => mvInPart(state.mvs.get(id), needs.inPart)),
    mvKeys: each(needs.mvKeys, (key) => mvs.find((mv) => mv.key === key)?.id),
    heads: each(needs.heads, (id) => headOf(state.objects.get(id))),
    mvHeads: each(needs.mvHeads, (id) => mvHeadOf(state.mvs.get(id))),
    linked: each(needs.linked, (id) => ids(objects.filter((object) => object.link?.mv === id))),
    anchors: each(needs.anchors, (key) => objects.find((object) => keyOf(object) === key)?.id),
    names: eachOf(needs.names, (connector, name) =>
      ids(objects.filter((object) => isOf(object, connector) && nameKey(object) === name)),
    ),
    keys: eachOf(needs.keys, (spec, text) => [
      ...ids<number>(objects.filter(holds(spec, text))),
      ...ids<number>(mvs.filter(holds(spec, text))),
    ]),
    referrers: referrersOf(needs.referrers, objects, layouts),
    mvReferrers: holdersOf(needs.mvReferrers, mvs, (mv) => mvReferences(mv, layouts)),
    births: each(needs.births, (birth) => birthsOf(birth, mvs)),
    claims: eachOf(needs.claims, (connector, name) =>
      [
        ...new Set(claims.filter((claim) => isOf(claim, connector) && claim.name === name).map((claim) => claim.mv)),
      ].sort((a, b) => a - b),
    ),
    claimed: each(needs.claimed, (mv) => state.claims.get(mv) ?? []),
    operations: each(needs.operations, (mv) => state.operations.get(mv) ?? []),
    adds: each(needs.adds, (mv) =>
      (state.operations.get(mv) ?? []).flatMap(({ kind, slot }) => (kind === 'add' ? [slot] : [])),
    ),
    unclaimed: each(needs.unclaimed, (object) => state.unclaimed.get(object)),
    addRefusals: each(needs.addRefusals, (mv) => state.addRefusals.get(mv) ?? []),
    visible: each(needs.visible, (type) =>
      objects.some((object) => typeOfObject(object) === type && isVisible(object)),
    ),
    children: eachOf(needs.children, (connector, name) =>
      ids(objects.filter((object) => isOf(object, connector) && parentKey(object) === name)),
    ),
    others: each(needs.others, (list) => anotherOf(state, list)),
  };
}

const each = <K, V>(keys: Iterable<K> | undefined, find: (key: K) => V): Map<K, V> =>
  new Map([...(keys ?? [])].map((key) => [key, find(key)]));

const eachOf = <Of, Found>(
  asked: TextsOf<Of> | undefined,
  find: (of: Of, text: string) => readonly Found[],
): FoundOf<Of, Found> => new Map([...(asked ?? [])].map(([of, texts]) => [of, each(texts, (text) => find(of, text))]));

/** With what is asked for in other words: who is referred to, and what stands for metaverse objects. */
const completed = ({ state }: AnswerContext, needs: Needs): Needs => {
  const [referred, standing] = [new Set(needs.referred), new Set(needs.standing)];
  const objects = [...state.objects.values()];
  const meant = objects.filter((object) => referred.has(keyOf(object) ?? ('' as ObjKey)));
  const mvs = [...state.mvs.values()].filter((mv) => standing.has(mv.key)).map(({ id }) => id);
  const linked = objects.filter(({ link }) => link !== undefined && mvs.includes(link.mv));
  return {
    ...needs,
    anchors: [...(needs.anchors ?? []), ...referred],
    heads: [...(needs.heads ?? []), ...ids([...meant, ...linked])],
    mvHeads: [
      ...(needs.mvHeads ?? []),
      ...meant.flatMap(({ link }) => (link !== undefined && state.mvs.has(link.mv) ? [link.mv] : [])),
    ],
    mvKeys: [...(needs.mvKeys ?? []), ...standing],
    linked: [...(needs.linked ?? []), ...mvs],
  };
};

const headOf = (object: CsObject | undefined): ObjectHead | undefined => {
  if (object === undefined) return undefined;
  const { id, connector, type, existence, explicit, link } = object;
  return { id, connector, type, existence, explicit, link: link && headOfLink(link) };
};

const headOfLink = ({ mv, account, ending }: Link): NonNullable<ObjectHead['link']> => ({
  mv,
  account,
  ...(ending === undefined ? {} : { ending }),
});

const mvHeadOf = (mv: MvObject | undefined): MvHead | undefined =>
  mv === undefined ? undefined : { id: mv.id, key: mv.key, type: mv.type };

const ids = <Id>(found: readonly { readonly id: Id }[]): readonly Id[] => found.map(({ id }) => id);

const keyOf = (object: CsObject): ObjKey | undefined =>
  object.anchor === undefined ? undefined : objKey(object.connector, object.anchor);

const isOf = (owner: { readonly connector: string }, connector: string): boolean => owner.connector === connector;

const holds =
  (spec: KeySpecId, text: string) =>
  ({ keys }: CsObject | MvObject): boolean =>
    keys.some((key) => key[0] === spec && key[1] === text);

const isVisible = ({ existence, explicit, link }: CsObject): boolean =>
  existence === 'confirmed' && !explicit && link === undefined;

/** Who holds each of what is asked for; what everybody holds is gone through once. */
const holdersOf = <K, Holder extends { readonly id: unknown }>(
  asked: Iterable<K> | undefined,
  holders: readonly Holder[],
  held: (holder: Holder) => readonly unknown[],
): Map<K, readonly Holder['id'][]> => {
  const found = new Map<K, Holder['id'][]>();
  for (const key of asked ?? []) found.set(key, []);
  const lists: ReadonlyMap<unknown, Holder['id'][]> = found;
  if (found.size === 0) return found;
  for (const holder of holders) for (const each of new Set(held(holder))) lists.get(each)?.push(holder.id);
  return found;
};

const references = (object: CsObject, layouts: MemoryLayouts): readonly unknown[] =>
  layouts.references(typeOfObject(object)).flatMap((slot) => valuesOf(object.image[slot]));

const referrersOf = (
  asked: Needs['referrers'],
  objects: readonly CsObject[],
  layouts: MemoryLayouts,
): FoundOf<string, ObjectId> =>
  new Map(
    [...(asked ?? [])].map(([connector, texts]) => [
      connector,
      holdersOf(
        texts,
        objects.filter((object) => isOf(object, connector)),
        (object) => references(object, layouts),
      ),
    ]),
  );

const mvReferences = (mv: MvObject, layouts: MemoryLayouts): readonly unknown[] =>
  layouts.references(mv.type).flatMap((slot) => {
    const name = layouts.nameOf(mv.type, slot);
    const kept = (mv.kept?.[name] ?? []).map(({ part }) => part);
    return [mv.stored[slot]?.values, mv.once?.[name], ...kept].flatMap((part) => valuesOf(withoutClear(part)));
  });

const withoutClear = (part: Content | { readonly clear: true }): Content =>
  typeof part === 'object' && 'clear' in part ? undefined : part;

const birthsOf = (birth: ObjKey, mvs: readonly MvObject[]): readonly MvKey[] =>
  mvs
    .map(({ key }) => key)
    .filter((key) => key.startsWith(birth + SEPARATOR) && /^\d+$/.test(key.slice(birth.length + 1)))
    .sort();

function anotherOf(state: MemoryState, { holder, slot, known }: AskedList): string | undefined {
  const content =
    'object' in holder ? state.objects.get(holder.object)?.image[slot] : state.mvs.get(holder.mv)?.stored[slot]?.values;
  const texts = new Set<Value>(known);
  const other = valuesOf(content).find((value) => !texts.has(value));
  return other === undefined ? undefined : String(other);
}
