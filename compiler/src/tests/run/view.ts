// Everything that a space holds at one moment, for a test to look at: its spaces are small.
import type { CsObject, ErrorRecord, MvObject, Operation, Store } from '@syncrule/runtime/store';
import { dnKey, type MvId, type MvKey, mvId, type ObjectId, objectId } from '@syncrule/runtime/values';

export class SpaceView {
  readonly objects: readonly CsObject[];
  readonly mvs: readonly MvObject[];
  readonly operations: readonly Operation[];
  readonly errors: readonly ErrorRecord[];
  readonly #byId: ReadonlyMap<ObjectId, CsObject>;
  readonly #byAnchor: ReadonlyMap<string, CsObject>;
  readonly #byName: ReadonlyMap<string, CsObject>;
  readonly #mvById: ReadonlyMap<MvId, MvObject>;
  readonly #mvByKey: ReadonlyMap<MvKey, MvObject>;

  private constructor(records: Pick<SpaceView, 'objects' | 'mvs' | 'operations' | 'errors'>) {
    this.objects = records.objects.filter(({ existence }) => existence !== 'gone');
    this.mvs = records.mvs;
    this.operations = records.operations;
    this.errors = records.errors;
    this.#byId = new Map(this.objects.map((object) => [object.id, object]));
    this.#byAnchor = new Map(
      this.objects.flatMap((object) =>
        object.anchor === undefined ? [] : [[`${object.connector}\n${object.anchor}`, object]],
      ),
    );
    this.#byName = new Map(
      this.objects.flatMap((object) =>
        object.name === undefined ? [] : [[`${object.connector}\n${dnKey(object.name)}`, object]],
      ),
    );
    this.#mvById = new Map(this.mvs.map((mv) => [mv.id, mv]));
    this.#mvByKey = new Map(this.mvs.map((mv) => [mv.key, mv]));
  }

  static async of(store: Store): Promise<SpaceView> {
    const objects = await allObjects(store);
    const mvs = await allMvs(store);
    const operations: Operation[] = [];
    for await (const operation of store.operations()) operations.push(operation);
    return new SpaceView({ objects, mvs, operations, errors: await store.errors({}) });
  }

  object(id: ObjectId | undefined): CsObject | undefined {
    return id === undefined ? undefined : this.#byId.get(id);
  }

  byAnchor(connector: string, anchor: string): CsObject | undefined {
    return this.#byAnchor.get(`${connector}\n${anchor}`);
  }

  mv(id: MvId | undefined): MvObject | undefined {
    return id === undefined ? undefined : this.#mvById.get(id);
  }

  mvByKey(key: MvKey): MvObject | undefined {
    return this.#mvByKey.get(key);
  }

  linkedTo(mv: MvId | undefined): readonly CsObject[] {
    return mv === undefined ? [] : this.objects.filter(({ link }) => link?.mv === mv);
  }

  /** The object of a connector that a reference means: `a:` and an anchor, `n:` and a name, `o:` and a number. */
  referred(connector: string, reference: string): CsObject | undefined {
    const text = reference.slice(2);
    if (reference.startsWith('a:')) return this.byAnchor(connector, text);
    if (reference.startsWith('n:')) return this.#byName.get(`${connector}\n${text}`);
    return reference.startsWith('o:') ? this.object(objectId(Number(text))) : undefined;
  }
}

const ALL = Number.MAX_SAFE_INTEGER;

const allObjects = async (store: Store): Promise<readonly CsObject[]> => {
  const ids = await store.objectIds({ after: objectId(0), limit: ALL });
  const { objects } = await store.load({ objects: ids });
  return [...objects.values()].flatMap((object) => object ?? []);
};

const allMvs = async (store: Store): Promise<readonly MvObject[]> => {
  const ids = await store.mvIds({ after: mvId(0), limit: ALL });
  const { mvs } = await store.load({ mvs: ids });
  return [...mvs.values()].flatMap((mv) => mv ?? []);
};
