// References as imports gave them, as the objects that they mean now.
import { foundFor, type Store, textsOf } from '../../store/index.js';
import { type ObjectId, objectId, objKey } from '../../values/index.js';

/** For each reference of a connector's image the object that it means; nothing where it means none, or several. */
export const currentReferences = async (
  store: Store,
  connector: string,
  references: readonly string[],
): Promise<readonly (ObjectId | undefined)[]> => {
  const anchorOf = (text: string) => objKey(connector, text.slice(2));
  const nameOf = (text: string): string => text.slice(2);
  const of = (sign: string): readonly string[] => references.filter((text) => text.startsWith(sign));
  const { anchors, names } = await store.load({
    anchors: new Set(of('a:').map(anchorOf)),
    names: textsOf(connector, of('n:').map(nameOf)),
  });
  return references.map((text) => {
    if (text.startsWith('o:')) return objectId(Number(text.slice(2)));
    if (text.startsWith('a:')) return anchors.get(anchorOf(text));
    const found = foundFor(names, connector, nameOf(text));
    return found.length === 1 ? found[0] : undefined;
  });
};
