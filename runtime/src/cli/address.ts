// Finding the object that an operator means: `hr.person:1001`, `person:ada@x.org`, `hr:1001:0`, or any text that one has.
import { didYouMean } from '../connectors/index.js';
import type { Space } from '../runs/index.js';
import type { CsObject, MvObject } from '../store/index.js';
import { mvKey, objKey, valuesOf } from '../values/index.js';
import { UsageError } from './usage.js';
import { keyText } from './values.js';

export type Found =
  | { readonly kind: 'object'; readonly object: CsObject }
  | { readonly kind: 'mv'; readonly mv: MvObject };

/** The one object that the text means. Throws {@link UsageError} where there is none, or several. */
export const findObject = async (space: Space, text: string): Promise<Found> => {
  const colon = text.indexOf(':');
  const type = text.slice(0, Math.max(colon, 0));
  const rest = text.slice(colon + 1);
  if (space.types.has(type)) return onlyOne(text, await ofType(space, type, rest));
  if (space.plan.metaverse.some(({ name }) => name === type))
    return onlyOne(text, await metaverseOf(space, type, rest));
  const byKey = await byMvKey(space, text);
  if (byKey) return byKey;
  if (colon > 0 && /^[\w-]+\.[\w-]+$/.test(type)) throw unknownType(space, type);
  return onlyOne(text, preferMetaverse(await everywhere(space, text)));
};

/** How the object is written in commands and answers. */
export const addressOf = (found: Found): string =>
  found.kind === 'mv'
    ? keyText(found.mv.key)
    : `${found.object.connector}.${found.object.type}:${found.object.anchor ?? found.object.name ?? ''}`;

/** All that hold the text somewhere, metaverse objects first. */
export const everywhere = async (space: Space, text: string, limit = 50): Promise<readonly Found[]> => {
  const ids = await space.store.search({ text, limit });
  const { objects, mvs } = await space.store.load({ objects: ids.objects, mvs: ids.mvs });
  return [
    ...[...mvs.values()].flatMap((mv): readonly Found[] => (mv ? [{ kind: 'mv', mv }] : [])),
    ...[...objects.values()].flatMap((object): readonly Found[] => (object ? [{ kind: 'object', object }] : [])),
  ];
};

const ofType = async (space: Space, type: string, text: string): Promise<readonly Found[]> => {
  const [connector = ''] = type.split('.');
  const key = objKey(connector, text);
  const id = (await space.store.load({ anchors: [key] })).anchors.get(key);
  const object = id === undefined ? undefined : (await space.store.load({ objects: [id] })).objects.get(id);
  if (object && `${connector}.${object.type}` === type) return [{ kind: 'object', object }];
  const others = (await everywhere(space, text)).filter(
    (found) => found.kind === 'object' && `${found.object.connector}.${found.object.type}` === type,
  );
  return preferExact(others, text);
};

const metaverseOf = async (space: Space, type: string, text: string): Promise<readonly Found[]> => {
  const byKey = await byMvKey(space, text);
  if (byKey) return [byKey];
  const all = await everywhere(space, text);
  const mvs = all.filter((found) => found.kind === 'mv' && found.mv.type === type);
  if (mvs.length > 0) return preferExact(mvs, text);
  return (await linkedTo(space, all)).filter((found) => found.kind === 'mv' && found.mv.type === type);
};

/** The metaverse objects that connector objects are joined to. */
const linkedTo = async (space: Space, found: readonly Found[]): Promise<readonly Found[]> => {
  const ids = new Set(found.flatMap((one) => (one.kind === 'object' && one.object.link ? [one.object.link.mv] : [])));
  const { mvs } = await space.store.load({ mvs: ids });
  return [...mvs.values()].flatMap((mv): readonly Found[] => (mv ? [{ kind: 'mv', mv }] : []));
};

/** `connector:anchor:n`, the key of a metaverse object with its parts set apart by colons. */
const byMvKey = async (space: Space, text: string): Promise<Found | undefined> => {
  const [, connector, anchor, n] = /^([^:]+):(.*):(\d+)$/s.exec(text) ?? [];
  if (connector === undefined || anchor === undefined) return undefined;
  const key = mvKey(objKey(connector, anchor), Number(n));
  const id = (await space.store.load({ mvKeys: [key] })).mvKeys.get(key);
  const mv = id === undefined ? undefined : (await space.store.load({ mvs: [id] })).mvs.get(id);
  return mv && { kind: 'mv', mv };
};

/** A person and their accounts hold the same text: then the person is meant. */
const preferMetaverse = (found: readonly Found[]): readonly Found[] => {
  const mvs = found.filter(({ kind }) => kind === 'mv');
  return mvs.length === 1 ? mvs : found;
};

/** Those that hold exactly the text, if there are any. */
const preferExact = (found: readonly Found[], text: string): readonly Found[] => {
  const exact = found.filter((one) =>
    contentsOf(one)
      .flatMap(valuesOf)
      .some((value) => String(value) === text),
  );
  return exact.length > 0 ? exact : found;
};

const contentsOf = (found: Found) =>
  found.kind === 'mv'
    ? found.mv.stored.map((value) => value?.values)
    : [found.object.anchor, found.object.name, ...found.object.image];

const onlyOne = (text: string, found: readonly Found[]): Found => {
  const [first] = found;
  if (first && found.length === 1) return first;
  if (!first) throw new UsageError(`Nothing is found for ${JSON.stringify(text)}. Try: syncrule search TEXT`);
  const list = found.slice(0, 10).map((one) => `  ${addressOf(one)}`);
  const more = found.length > 10 ? '\n  …' : '';
  throw new UsageError(`${JSON.stringify(text)} may mean several objects:\n${list.join('\n')}${more}`);
};

const unknownType = (space: Space, type: string): UsageError => {
  const names = [...space.types.keys(), ...space.plan.metaverse.map(({ name }) => name)];
  return new UsageError(`There is no type ${JSON.stringify(type)}.${didYouMean(type, names)}`);
};
