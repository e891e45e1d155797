// Answers of the store in memory: each need looks through everything. Slow, and plain enough to be believed.
import { type Content, type MvKey, type ObjKey, objKey, SEPARATOR, valuesOf } from '../../values/value.js';
import type { NameForm } from '../names.js';
import type { FoundOf, Loaded, Needs, TextsOf } from '../port.js';
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
    objects: each(needs.objects, (id) => state.objects.get(id)),
    mvs: each(needs.mvs, (id) => state.mvs.get(id)),
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
    referrers: eachOf(needs.referrers, (connector, text) =>
      ids(objects.filter((object) => isOf(object, connector) && refersTo(object, text, layouts))),
    ),
    mvReferrers: each(needs.mvReferrers, (key) => ids(mvs.filter((mv) => mvReferences(mv, layouts).includes(key)))),
    births: each(needs.births, (birth) => birthsOf(birth, mvs)),
    claims: eachOf(needs.claims, (connector, name) =>
      [
        ...new Set(claims.filter((claim) => isOf(claim, connector) && claim.name === name).map((claim) => claim.mv)),
      ].sort((a, b) => a - b),
    ),
    claimed: each(needs.claimed, (mv) => state.claims.get(mv) ?? []),
    operations: each(needs.operations, (mv) => state.operations.get(mv) ?? []),
    unclaimed: each(needs.unclaimed, (object) => state.unclaimed.get(object)),
    addRefusals: each(needs.addRefusals, (mv) => state.addRefusals.get(mv) ?? []),
    visible: each(needs.visible, (type) =>
      objects.some((object) => typeOfObject(object) === type && isVisible(object)),
    ),
    children: eachOf(needs.children, (connector, name) =>
      ids(objects.filter((object) => isOf(object, connector) && parentKey(object) === name)),
    ),
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

const refersTo = (object: CsObject, reference: string, layouts: MemoryLayouts): boolean =>
  layouts
    .references(typeOfObject(object))
    .flatMap((slot) => valuesOf(object.image[slot]))
    .some((text) => text === reference);

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
