// The objects that one page of an import is about: loaded in one go, changed in memory, written as one.
import type { ImportEvent } from '../../connectors/index.js';
import { allFound, type CsObject, type EngineError, type ObjectChange, textsOf } from '../../store/index.js';
import { dnKey, type ObjectId, objectId, objKey, refByAnchor, refByName, SEPARATOR } from '../../values/index.js';
import type { ResolveSent } from './confirm.js';
import type { ImportSession } from './session.js';

type RowEvent = Exclude<ImportEvent, { kind: 'page' | 'end' }>;

export class WorkingSet {
  readonly #before: ReadonlyMap<ObjectId, CsObject>;
  readonly #others: ReadonlyMap<ObjectId, Referred>;
  readonly #formerNames: ReadonlyMap<ObjectId, string>;
  readonly #now = new Map<ObjectId, CsObject>();
  readonly #byAnchor = new Map<string, ObjectId>();
  readonly #awaited = new Map<string, ObjectId>();
  readonly #retired = new Map<string, ObjectId>();
  readonly #typeChanged = new Set<string>();
  readonly #faults = new Map<ObjectId, readonly EngineError[]>();

  /** `others`: objects that sent references point to. */
  constructor(
    objects: readonly CsObject[],
    others: ReadonlyMap<ObjectId, Referred>,
    formerNames: ReadonlyMap<ObjectId, string>,
  ) {
    this.#formerNames = formerNames;
    this.#before = new Map(objects.map((object) => [object.id, object]));
    this.#others = others;
    for (const object of objects) {
      this.#now.set(object.id, object);
      if (object.anchor !== undefined) this.#byAnchor.set(object.anchor, object.id);
      else if (object.existence === 'creating' && object.name !== undefined) {
        this.#awaited.set(awaitedKey(object.type, object.name), object.id);
      }
    }
  }

  byAnchor(anchor: string): CsObject | undefined {
    return this.#get(this.#byAnchor.get(anchor));
  }

  /** The object of ours that was sent under this name and whose anchor nobody knows yet. */
  awaited(type: string, name: string | undefined): CsObject | undefined {
    return name === undefined ? undefined : this.#get(this.#awaited.get(awaitedKey(type, name)));
  }

  put(object: CsObject): void {
    this.#now.set(object.id, object);
    if (object.anchor !== undefined) this.#byAnchor.set(object.anchor, object.id);
    if (object.name !== undefined) this.#awaited.delete(awaitedKey(object.type, object.name));
  }

  /** The anchor is another object's from now on. */
  retire(object: CsObject, anchor: string | undefined): void {
    this.#now.set(object.id, object);
    if (anchor === undefined) return;
    this.#byAnchor.delete(anchor);
    this.#typeChanged.add(anchor);
    this.#retired.set(retiredKey(object.type, anchor), object.id);
  }

  changedType(anchor: string | undefined): boolean {
    return anchor !== undefined && this.#typeChanged.has(anchor);
  }

  /** The object of that type which had the anchor earlier in this page. */
  retired(type: string, anchor: string | undefined): CsObject | undefined {
    return anchor === undefined ? undefined : this.#get(this.#retired.get(retiredKey(type, anchor)));
  }

  fault(object: ObjectId, errors: readonly EngineError[]): void {
    this.#faults.set(object, errors);
  }

  /** Not all systems keep references in step: one may be shown by any name that its object has had since it was sent. */
  readonly resolve: ResolveSent = (reference) => {
    if (!reference.startsWith('o:')) return [reference];
    const id = objectId(Number(reference.slice(2)));
    const now = this.#now.get(id);
    const object = now === undefined ? this.#others.get(id) : namesOf(now);
    if (!object) return 'gone';
    const before = this.#before.get(id);
    const keys = new Set([...object.names, ...(before ? namesOf(before).names : [])]);
    const former = this.#formerNames.get(id);
    if (former !== undefined) keys.add(former);
    return [...(object.anchor === undefined ? [] : [refByAnchor(object.anchor)]), ...Array.from(keys, refByName)];
  };

  hasFault(id: ObjectId): boolean {
    return (this.#faults.get(id)?.length ?? 0) > 0;
  }

  /** Before and after of every object of the page. */
  *pairs(): Iterable<{ readonly before: CsObject | undefined; readonly after: CsObject }> {
    for (const after of this.#now.values()) yield { before: this.#before.get(after.id), after };
  }

  changed(): readonly ObjectChange[] {
    return [...this.pairs()].filter(({ before, after }) => before !== after && (before || after.existence !== 'gone'));
  }

  /** Errors to write: of objects that have some now, or had. `flawed` is brought up to date. */
  faults(flawed: Set<ObjectId>): readonly (readonly [ObjectId, readonly EngineError[]])[] {
    const toWrite = [...this.#faults].filter(
      ([id, errors]) => (errors.length > 0 || flawed.has(id)) && !this.#isPassing(id),
    );
    for (const [id, errors] of toWrite) {
      if (errors.length > 0) flawed.add(id);
      else flawed.delete(id);
    }
    return toWrite;
  }

  /** Came and went within the page: it is never written. */
  #isPassing(id: ObjectId): boolean {
    return !this.#before.has(id) && this.#now.get(id)?.existence === 'gone';
  }

  #get(id: ObjectId | undefined): CsObject | undefined {
    return id === undefined ? undefined : this.#now.get(id);
  }
}

/** Loads what the events of a page are about: by anchor, and for new anchors by the name that we sent. */
export const loadWorkingSet = async (session: ImportSession, events: readonly RowEvent[]): Promise<WorkingSet> => {
  const { store } = session.space;
  const connector = session.connector.name;
  const anchors = new Set(
    events.flatMap((event) => (event.anchor === undefined ? [] : [objKey(connector, event.anchor)])),
  );
  const known = (await store.load({ anchors })).anchors;
  const names = newNames(events, (anchor) => known.get(objKey(connector, anchor)) !== undefined);
  const named = names.size > 0 ? allFound((await store.load({ names: textsOf(connector, names) })).names) : [];
  const ids = [...known.values()].filter((id) => id !== undefined);
  const loaded = (await store.load({ objects: new Set([...ids, ...named]) })).objects;
  const objects = [...loaded.values()].filter((object) => object !== undefined);
  const isOurs = new Set(ids);
  const relevant = objects.filter((object) => isOurs.has(object.id) || object.existence === 'creating');
  return new WorkingSet(relevant, await loadReferred(session, relevant), session.formerNames);
};

const newNames = (events: readonly RowEvent[], isKnown: (anchor: string) => boolean): ReadonlySet<string> =>
  new Set(
    events.flatMap((event) =>
      event.kind === 'object' && event.name !== undefined && !isKnown(event.anchor) ? [dnKey(event.name)] : [],
    ),
  );

/** Objects that sent references name by their id, since they had no anchor then. */
const loadReferred = async (
  session: ImportSession,
  objects: readonly CsObject[],
): Promise<ReadonlyMap<ObjectId, Referred>> => {
  const ids = new Set(objects.flatMap((object) => sentReferences(object)));
  if (ids.size === 0) return new Map();
  const referred = new Map<ObjectId, Referred>();
  for (const slice of slicesOf([...ids])) {
    const { objects: loaded } = await session.space.store.load({ objects: slice });
    for (const object of loaded.values()) if (object) referred.set(object.id, namesOf(object));
  }
  return referred;
};

/** How many are loaded together: a large group that was sent is one object. */
const SLICE = 5_000;

function* slicesOf(ids: readonly ObjectId[]): Generator<readonly ObjectId[]> {
  for (let from = 0; from < ids.length; from += SLICE) yield ids.slice(from, from + SLICE);
}

/** What tells an object in references to it. */
interface Referred {
  readonly anchor: string | undefined;
  /** Normalised. */
  readonly names: readonly string[];
}

const namesOf = ({ anchor, name, written }: CsObject): Referred => ({
  anchor,
  names: [name, written?.sentName].flatMap((each) => (each === undefined ? [] : [dnKey(each)])),
});

const sentReferences = (object: CsObject): readonly ObjectId[] =>
  Object.values(object.written?.sent ?? {})
    .flatMap((sent) => ('set' in sent ? [sent.set] : [...sent.added, ...sent.removed]))
    .flatMap((content) => (Array.isArray(content) ? content : [content]))
    .flatMap((value) => (typeof value === 'string' && /^o:\d+$/.test(value) ? [objectId(Number(value.slice(2)))] : []));

const awaitedKey = (type: string, name: string): string => `${type}${SEPARATOR}${dnKey(name)}`;
const retiredKey = (type: string, anchor: string): string => `${type}${SEPARATOR}${anchor}`;
