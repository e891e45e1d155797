// A connected system with people and groups: shows what it holds in pages, takes what it is sent, and tells in a delta
// import only what has changed.
import type {
  Capabilities,
  Connector,
  ExportChange,
  ExportContent,
  ExportOutcome,
  ExportReference,
  ExportRequest,
  ImportEvent,
  SystemReference,
} from '@syncrule/runtime/connectors';

const PAGE = 1_000;

interface Held {
  readonly type: string;
  readonly texts: Map<string, string>;
  readonly members: Set<string>;
}

/** A member that came, or left. */
export interface Turnover {
  readonly anchor: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export class LargeSystem implements Connector {
  readonly objects = new Map<string, Held>();
  /** Values of reference attributes that were sent. */
  received = 0;
  private readonly changed = new Set<string>();

  constructor(private readonly sign: string) {}

  readonly capabilities: Capabilities = {
    fullImport: true,
    deltaImport: true,
    export: true,
    confirms: 'by-import',
    references: 'anchor',
    names: false,
    referencesFollow: false,
    settling: 0,
  };

  put(type: string, anchor: string, texts: Readonly<Record<string, string>>, members: Iterable<string> = []): void {
    this.objects.set(anchor, {
      type,
      texts: new Map(Object.entries({ id: anchor, ...texts })),
      members: new Set(members),
    });
    this.changed.add(anchor);
  }

  /** An object goes; those that refer to it are not told. */
  remove(anchor: string): void {
    this.objects.delete(anchor);
    this.changed.add(anchor);
  }

  turnOver({ anchor, added, removed }: Turnover): void {
    const members = this.objects.get(anchor)?.members;
    for (const each of removed) members?.delete(each);
    for (const each of added) members?.add(each);
    this.changed.add(anchor);
  }

  schema = () => Promise.reject(new Error('the benchmarks have their schemas in files'));

  async *import({ mode }: { readonly mode: 'full' | 'delta' }): AsyncGenerator<ImportEvent> {
    let done = 0;
    for (const anchor of mode === 'full' ? this.objects.keys() : this.changed) {
      yield this.event(anchor);
      done += 1;
      if (done % PAGE === 0) yield { kind: 'page', done };
    }
    this.changed.clear();
    yield { kind: 'end', watermark: '{}' };
  }

  private event(anchor: string): ImportEvent {
    const object = this.objects.get(anchor);
    if (object === undefined) return { kind: 'gone', anchor };
    const members: readonly SystemReference[] = Array.from(object.members, (member) => ({ anchor: member }));
    const values = new Map<string, string | readonly SystemReference[]>(object.texts);
    return {
      kind: 'object',
      type: object.type,
      anchor,
      values: members.length === 0 ? values : values.set('member', members),
    };
  }

  async *export(requests: Iterable<ExportRequest> | AsyncIterable<ExportRequest>): AsyncGenerator<ExportOutcome> {
    for await (const request of requests) yield this.carryOut(request);
  }

  private carryOut(request: ExportRequest): ExportOutcome {
    const { id } = request;
    if (request.kind === 'delete') {
      this.remove(request.anchor);
      return { id, kind: 'applied' };
    }
    const anchor = request.kind === 'add' ? `${this.sign}${this.objects.size + 1}` : request.anchor;
    if (request.kind === 'add') this.put(request.type, anchor, {});
    const object = this.objects.get(anchor);
    if (object === undefined) return { id, kind: 'failed', reason: 'missing', code: 'missing', message: anchor };
    for (const change of request.changes) this.take(object, change);
    this.changed.add(anchor);
    return { id, kind: 'applied', anchor };
  }

  private take(object: Held, change: ExportChange): void {
    if (change.attribute !== 'member') {
      object.texts.set(change.attribute, 'set' in change ? String(change.set) : '');
      return;
    }
    const added = anchors('set' in change ? change.set : change.added);
    const removed = 'set' in change ? [] : anchors(change.removed);
    if ('set' in change) object.members.clear();
    for (const each of removed) object.members.delete(each);
    for (const each of added) object.members.add(each);
    this.received += added.length + removed.length;
  }

  lookUp = () => Promise.resolve('absent' as const);
  close = () => Promise.resolve();
}

const isReference = (item: unknown): item is ExportReference =>
  typeof item === 'object' && item !== null && 'anchor' in item;

const anchors = (content: ExportContent): readonly string[] =>
  (Array.isArray(content) ? content : [content]).flatMap((item: unknown) =>
    isReference(item) && item.anchor !== undefined ? [item.anchor] : [],
  );
