// A connected system in memory, for properties of the engine: it shows what it holds and stores what it is sent, exactly,
// unless told to misbehave. The connectors themselves are tested against real systems.
import type {
  Capabilities,
  Connector,
  ExportChange,
  ExportContent,
  ExportOutcome,
  ExportReference,
  ExportRequest,
  ImportEvent,
  ImportRequest,
  SystemReference,
} from '@syncrule/runtime/connectors';
import type { SchemaFile } from '@syncrule/runtime/plan';
import type { Content } from '@syncrule/runtime/values';
import { Shelf } from './shelf.js';

/** A value of the system: plain content, or references by anchor. */
export type SystemValue = Content | readonly SystemReference[];

export interface SystemObject {
  readonly type: string;
  readonly anchor: string;
  readonly name?: string;
  readonly values: ReadonlyMap<string, SystemValue>;
}

/** What becomes of a request: `apply` unless a test says otherwise. */
export type Verdict =
  | 'apply'
  | { readonly fail: 'transient' | 'permanent' }
  /** Said to be done, and not done. */
  | 'not-stored'
  /** Done, with texts in capitals. */
  | 'normalised'
  /** Done but for the first attribute. */
  | 'partly'
  /** Done, but nobody says so. */
  | 'unknown-done'
  | 'unknown-not-done';

export class SimulatedSystem implements Connector {
  private readonly shelf = new Shelf<SystemObject>();
  /** Requests in the order in which they came. */
  readonly requests: ExportRequest[] = [];
  /** Decides about a request. */
  verdict: (request: ExportRequest) => Verdict = () => 'apply';
  /** Stops an import after so many objects, without an end. */
  breakAfter: number | undefined;
  /** Rows that an import cannot read: their anchors, `undefined` where not even that can be read. */
  unreadable: readonly (string | undefined)[] = [];
  /** References are shown by name. */
  refersByName = false;
  private created = 0;
  /** Anchors of what a delta import shows. */
  private changedSince = new Set<string>();

  constructor(
    private readonly schemaFile: SchemaFile,
    private readonly anchorPrefix: string,
    public order?: 'reversed',
  ) {}

  get objects(): ReadonlyMap<string, SystemObject> {
    return this.shelf.byAnchor;
  }

  get capabilities(): Capabilities {
    return {
      fullImport: true,
      deltaImport: true,
      export: true,
      confirms: 'by-import',
      references: this.refersByName ? 'name' : 'anchor',
      names: this.schemaFile.naming !== undefined,
      referencesFollow: true,
      settling: 0,
    };
  }

  /** Another system that holds the same, and was asked for nothing yet. */
  copy(): SimulatedSystem {
    const other = new SimulatedSystem(this.schemaFile, this.anchorPrefix, this.order);
    for (const object of this.objects.values()) other.shelf.put(object);
    other.created = this.created;
    other.changedSince = new Set(this.changedSince);
    other.verdict = this.verdict;
    other.unreadable = this.unreadable;
    other.breakAfter = this.breakAfter;
    other.refersByName = this.refersByName;
    return other;
  }

  async schema(): Promise<SchemaFile> {
    return this.schemaFile;
  }

  put(type: string, anchor: string, values: Readonly<Record<string, SystemValue>>, name?: string): void {
    const present = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
    this.hold({ type, anchor, values: new Map(present), ...(name === undefined ? {} : { name }) });
  }

  private hold(object: SystemObject): void {
    this.shelf.put(object);
    this.changedSince.add(object.anchor);
  }

  /** Renames an object, and with it all below. As in a directory only the object itself counts as changed. */
  rename(anchor: string, name: string): void {
    const object = this.objects.get(anchor);
    if (object?.name === undefined) throw new Error(`the system has no object ${anchor} with a name`);
    const above = `,${object.name}`;
    this.hold({ ...object, name });
    for (const each of [...this.objects.values()])
      if (each.name?.endsWith(above)) this.shelf.put({ ...each, name: `${each.name.slice(0, -above.length)},${name}` });
  }

  change(anchor: string, values: Readonly<Record<string, SystemValue>>, name?: string): void {
    const object = this.objects.get(anchor);
    if (object === undefined) throw new Error(`the system has no object ${anchor}`);
    const after = Object.fromEntries(object.values);
    this.put(object.type, anchor, { ...after, ...values }, name ?? object.name);
  }

  remove(anchor: string): void {
    this.shelf.remove(anchor);
    this.changedSince.add(anchor);
  }

  async *import(request: Pick<ImportRequest, 'mode'>): AsyncIterable<ImportEvent> {
    if (request.mode === 'delta') {
      const changed = [...this.changedSince].sort().slice(0, this.breakAfter);
      for (const anchor of this.order === 'reversed' ? changed.reverse() : changed) yield this.eventFor(anchor);
      for (const anchor of this.unreadable) yield unreadable(anchor);
      yield { kind: 'page', done: changed.length };
      if (changed.length === this.changedSince.size) yield* this.ended();
      return;
    }
    let done = 0;
    for (const object of this.shown()) {
      if (done === this.breakAfter) return;
      yield this.event(object);
      done += 1;
    }
    for (const anchor of this.unreadable) yield unreadable(anchor);
    yield { kind: 'page', done };
    if (done < this.objects.size) return;
    yield* this.ended();
  }

  private *ended(): Iterable<ImportEvent> {
    this.changedSince.clear();
    yield { kind: 'end', watermark: 'now' };
  }

  private eventFor(anchor: string): ImportEvent {
    const object = this.objects.get(anchor);
    return object === undefined ? { kind: 'gone', anchor } : this.event(object);
  }

  private event(object: SystemObject): ImportEvent {
    return { kind: 'object', ...object, values: this.refersByName ? this.named(object.values) : object.values };
  }

  /** Values with references by name; a reference to what is not there names nothing. */
  private named(values: SystemObject['values']): ReadonlyMap<string, SystemValue> {
    const byName = (reference: SystemReference): SystemReference =>
      'anchor' in reference
        ? { name: this.objects.get(reference.anchor)?.name ?? `CN=once ${reference.anchor}` }
        : reference;
    return new Map(
      [...values].map(([attribute, value]) => [attribute, isReferences(value) ? value.map(byName) : value]),
    );
  }

  async *export(requests: Iterable<ExportRequest> | AsyncIterable<ExportRequest>): AsyncIterable<ExportOutcome> {
    for await (const request of requests) yield this.carryOut(request);
  }

  async lookUp(
    _type: string,
    by: { readonly name?: string; readonly anchor?: string },
  ): Promise<ImportEvent | 'absent'> {
    const found = by.anchor === undefined ? this.byName(by.name) : this.objects.get(by.anchor);
    return found === undefined ? 'absent' : this.event(found);
  }

  async close(): Promise<void> {}

  /** An import that breaks off shows the same objects whatever the order of the others. */
  private shown(): readonly SystemObject[] {
    const sorted = [...this.objects.values()].sort((a, b) => (a.anchor < b.anchor ? -1 : 1));
    const seen = sorted.slice(0, this.breakAfter);
    return this.order === 'reversed' ? seen.reverse() : sorted;
  }

  private byName(name: string | undefined): SystemObject | undefined {
    return name === undefined ? undefined : this.shelf.named(name);
  }

  private carryOut(request: ExportRequest): ExportOutcome {
    this.requests.push(request);
    const { id } = request;
    const verdict = this.verdict(request);
    if (typeof verdict === 'object')
      return { id, kind: 'failed', reason: verdict.fail, code: verdict.fail, message: `told to fail: ${verdict.fail}` };
    switch (verdict) {
      case 'unknown-not-done':
        return { id, kind: 'unknown', message: 'no answer' };
      case 'unknown-done':
        this.apply(request);
        return { id, kind: 'unknown', message: 'no answer' };
      case 'not-stored':
        return { id, kind: 'applied' };
      case 'normalised':
        return this.apply(request, inCapitals);
      case 'partly':
        return this.applyPartly(request);
      case 'apply':
        return this.apply(request);
    }
  }

  private applyPartly(request: ExportRequest): ExportOutcome {
    const [first, ...rest] = request.kind === 'delete' ? [] : request.changes;
    if (request.kind === 'delete' || first === undefined) return this.apply(request);
    const outcome = this.apply({ ...request, changes: rest });
    return outcome.kind === 'applied'
      ? { ...outcome, kind: 'partly', attributes: [{ attribute: first.attribute, message: 'told to leave it out' }] }
      : outcome;
  }

  private apply(request: ExportRequest, stored?: (change: ExportChange) => ExportChange): ExportOutcome {
    try {
      return this.done(request, stored);
    } catch (error) {
      if (!(error instanceof DanglingReference)) throw error;
      return { id: request.id, kind: 'failed', reason: 'permanent', code: 'dangling', message: error.message };
    }
  }

  private done(given: ExportRequest, stored: (change: ExportChange) => ExportChange = (each) => each): ExportOutcome {
    const request = given.kind === 'delete' ? given : { ...given, changes: given.changes.map(stored) };
    const { id } = request;
    switch (request.kind) {
      case 'add': {
        if (this.byName(request.name) !== undefined)
          return { id, kind: 'failed', reason: 'exists', code: 'exists', message: `${request.name} is there already` };
        const anchor = this.anchorFor(request);
        this.hold({
          type: request.type,
          anchor,
          values: this.changed(new Map(), request.changes),
          ...(request.name === undefined ? {} : { name: request.name }),
        });
        return { id, kind: 'applied', anchor };
      }
      case 'update': {
        const object = this.objects.get(request.anchor);
        if (object === undefined)
          return { id, kind: 'failed', reason: 'missing', code: 'missing', message: `there is no ${request.anchor}` };
        this.hold({ ...object, values: this.changed(object.values, request.changes) });
        if (request.newName !== undefined) this.rename(object.anchor, request.newName);
        return { id, kind: 'applied' };
      }
      case 'delete':
        this.changedSince.add(request.anchor);
        return this.shelf.remove(request.anchor)
          ? { id, kind: 'applied' }
          : { id, kind: 'failed', reason: 'missing', code: 'missing', message: `there is no ${request.anchor}` };
    }
  }

  /** The anchor attribute's value where the schema has one that may be written, else a number of the system's own. */
  private anchorFor(request: Extract<ExportRequest, { kind: 'add' }>): string {
    const attribute = this.schemaFile.types[request.type]?.anchor;
    const given = request.changes.find((change) => change.attribute === attribute);
    if (given !== undefined && 'set' in given && typeof given.set === 'string') return given.set;
    this.created += 1;
    return `${this.anchorPrefix}${this.created}`;
  }

  private changed(before: SystemObject['values'], changes: readonly ExportChange[]): ReadonlyMap<string, SystemValue> {
    const after = new Map(before);
    for (const change of changes) {
      const value = 'set' in change ? this.stored(change.set) : this.merged(after.get(change.attribute), change);
      if (value === undefined || (Array.isArray(value) && value.length === 0)) after.delete(change.attribute);
      else after.set(change.attribute, value);
    }
    return after;
  }

  private merged(before: SystemValue, change: Extract<ExportChange, { added: ExportContent }>): SystemValue {
    const key = (value: unknown): string =>
      JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each));
    const list = (value: SystemValue): readonly unknown[] =>
      value === undefined ? [] : Array.isArray(value) ? value : [value];
    const removed = new Set(list(this.stored(change.removed)).map(key));
    const kept = list(before).filter((value) => !removed.has(key(value)));
    const present = new Set(kept.map(key));
    return [...kept, ...list(this.stored(change.added)).filter((value) => !present.has(key(value)))] as SystemValue;
  }

  /** What the system holds of a content that it is sent: references by anchor. */
  private stored(content: ExportContent): SystemValue {
    if (Array.isArray(content)) {
      const items = content as readonly unknown[];
      return items.some(isReference)
        ? items.filter(isReference).map((reference) => this.held(reference))
        : (content as Content);
    }
    return isReference(content) ? [this.held(content)] : (content as Content);
  }

  private held(reference: ExportReference): SystemReference {
    const anchor = reference.anchor ?? this.byName(reference.name)?.anchor;
    if (anchor === undefined)
      throw new DanglingReference(`an export refers to ${reference.name ?? 'nothing'}, which the system does not hold`);
    return { anchor };
  }
}

class DanglingReference extends Error {}

const isReferences = (value: SystemValue): value is readonly SystemReference[] =>
  Array.isArray(value) && value.some((each) => typeof each === 'object' && !(each instanceof Uint8Array));

const inCapitals = (change: ExportChange): ExportChange =>
  'set' in change && typeof change.set === 'string' ? { ...change, set: change.set.toUpperCase() } : change;

const isReference = (value: unknown): value is ExportReference =>
  typeof value === 'object' && value !== null && 'anchor' in value;

const unreadable = (anchor: string | undefined): ImportEvent => ({
  kind: 'fault',
  error: 'read-fault',
  message: 'told to be unreadable',
  where: 'memory',
  ...(anchor === undefined ? {} : { anchor }),
});
