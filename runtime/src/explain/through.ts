// Reading through references while one thing is explained: what is missing is loaded, and the evaluation made again.

import type { Machine } from '../engine/index.js';
import type { Through } from '../expressions/index.js';
import type { CsObject, MvObject, Store } from '../store/index.js';
import {
  type Content,
  compareText,
  type MvKey,
  mvId,
  type ObjectId,
  objectId,
  objKey,
  type RefText,
  SEPARATOR,
} from '../values/index.js';

const MISS = Symbol('miss');

/** Evaluates with everything that is read through references at hand. */
export const evaluateLoading = async <T>(
  store: Store,
  machine: Machine,
  evaluate: (through: Through) => T,
): Promise<T> => {
  const known = new Known(machine);
  for (;;) {
    try {
      return evaluate(known);
    } catch (thrown) {
      if (thrown !== MISS) throw thrown;
      await known.load(store);
    }
  }
};

class Known implements Through {
  readonly #objects = new Map<string, CsObject | undefined>();
  readonly #mvs = new Map<MvKey, MvObject | undefined>();
  readonly #members = new Map<string, readonly MvKey[]>();
  #missing:
    | { readonly members: string }
    | { readonly connector: string; readonly reference: RefText }
    | MvKey
    | undefined;

  constructor(private readonly machine: Machine) {}

  readonly connectorObject = (
    connector: string,
    reference: RefText,
    types: readonly string[],
    attribute: string,
  ): Content => {
    const key = `${connector}${SEPARATOR}${reference}`;
    if (!this.#objects.has(key)) {
      this.#missing = { connector, reference };
      throw MISS;
    }
    const object = this.#objects.get(key);
    const type = object && `${object.connector}.${object.type}`;
    if (!object || type === undefined || object.existence !== 'confirmed' || !types.includes(type)) return undefined;
    return this.machine.csTypes.get(type)?.read(object.image, attribute);
  };

  readonly metaverseObject = (key: MvKey, types: readonly string[], attribute: string): Content => {
    if (!this.#mvs.has(key)) {
      this.#missing = key;
      throw MISS;
    }
    const mv = this.#mvs.get(key);
    const slot = mv && types.includes(mv.type) ? this.machine.mvTypes.get(mv.type)?.slots.get(attribute) : undefined;
    return slot === undefined ? undefined : mv?.stored[slot]?.values;
  };

  readonly members = (key: number, texts: readonly string[]): readonly MvKey[] =>
    [
      ...new Set(
        texts.flatMap((text) => {
          const asked = `${this.machine.keys[key]?.spec ?? 0}${SEPARATOR}${text}`;
          const found = this.#members.get(asked);
          if (found !== undefined) return found;
          this.#missing = { members: asked };
          throw MISS;
        }),
      ),
    ].sort(compareText);

  async load(store: Store): Promise<void> {
    const missing = this.#missing;
    if (missing === undefined) throw new Error('bug: nothing is missing');
    if (typeof missing === 'string') this.#mvs.set(missing, await loadMv(store, missing));
    else if ('members' in missing) this.#members.set(missing.members, await loadMembers(store, missing.members));
    else {
      const { connector, reference } = missing;
      this.#objects.set(`${connector}${SEPARATOR}${reference}`, await loadReferred(store, connector, reference));
    }
  }
}

const loadMembers = async (store: Store, asked: string): Promise<readonly MvKey[]> => {
  const { keys } = await store.load({ keys: [asked] });
  const { mvs } = await store.load({ mvs: (keys.get(asked) ?? []).map(mvId) });
  return [...mvs.values()].flatMap((mv) => mv?.key ?? []);
};

const loadMv = async (store: Store, key: MvKey): Promise<MvObject | undefined> => {
  const id = (await store.load({ mvKeys: [key] })).mvKeys.get(key);
  return id === undefined ? undefined : (await store.load({ mvs: [id] })).mvs.get(id);
};

const loadReferred = async (store: Store, connector: string, reference: RefText): Promise<CsObject | undefined> => {
  const id = await referredId(store, connector, reference);
  return id === undefined ? undefined : (await store.load({ objects: [id] })).objects.get(id);
};

const referredId = async (store: Store, connector: string, reference: RefText): Promise<ObjectId | undefined> => {
  const text = reference.slice(2);
  if (reference.startsWith('o:')) return objectId(Number(text));
  if (reference.startsWith('a:')) {
    const key = objKey(connector, text);
    return (await store.load({ anchors: [key] })).anchors.get(key);
  }
  const name = `${connector}${SEPARATOR}${text}`;
  const found = (await store.load({ names: [name] })).names.get(name) ?? [];
  return found.length === 1 ? found[0] : undefined;
};
