// A connected system in memory for tests: it keeps what it is sent, and answers as the test tells it to.
import type {
  Capabilities,
  Connector,
  ExportContent,
  ExportOutcome,
  ExportReference,
  ExportRequest,
  ImportEvent,
  SystemReference,
} from '../../connectors/index.js';
import type { Content } from '../../values/index.js';

type ObjectEvent = Extract<ImportEvent, { kind: 'object' }>;

/** `applied-unanswered`: carried out, and the answer is lost. `lost`: neither. Nothing: carried out. */
export type Answer = ExportOutcome | 'applied-unanswered' | 'lost' | undefined;

export class TestSystem implements Connector {
  readonly objects = new Map<string, ObjectEvent>();
  readonly requests: ExportRequest[] = [];
  /** What an import sends instead of the objects. */
  script: readonly ImportEvent[] | undefined;
  answer: (request: ExportRequest) => Answer = () => undefined;
  #next = 1;

  readonly capabilities: Capabilities = {
    fullImport: true,
    deltaImport: true,
    export: true,
    confirms: 'by-import',
    references: 'name',
    names: true,
    referencesFollow: false,
    settling: 0,
  };

  put(
    anchor: string,
    type: string,
    values: Readonly<Record<string, Content | readonly SystemReference[]>>,
    name?: string,
  ): void {
    const event = { kind: 'object', anchor, type, values: new Map(Object.entries(values)) } as const;
    this.objects.set(anchor, name === undefined ? event : { ...event, name });
  }

  async schema(): Promise<never> {
    throw new Error('bug: no test asks for the schema');
  }

  async *import(): AsyncGenerator<ImportEvent> {
    yield* this.script ?? [...this.objects.values(), { kind: 'end', watermark: 'w' } as const];
  }

  async *export(requests: Iterable<ExportRequest> | AsyncIterable<ExportRequest>): AsyncGenerator<ExportOutcome> {
    for await (const request of requests) {
      this.requests.push(request);
      const told = this.answer(request);
      if (told === 'applied-unanswered') this.#apply(request);
      if (told === undefined) yield { id: request.id, kind: 'applied', anchor: this.#apply(request) };
      else if (typeof told === 'string') yield { id: request.id, kind: 'unknown', message: 'no answer' };
      else yield told;
    }
  }

  async lookUp(_: string, by: { readonly name?: string; readonly anchor?: string }): Promise<ImportEvent | 'absent'> {
    const isMeant = ({ anchor, name }: ObjectEvent) =>
      by.anchor === undefined ? name === by.name : anchor === by.anchor;
    return [...this.objects.values()].find(isMeant) ?? 'absent';
  }

  async close(): Promise<void> {}

  #apply(request: ExportRequest): string {
    if (request.kind === 'delete') {
      this.objects.delete(request.anchor);
      return request.anchor;
    }
    const anchor = request.kind === 'add' ? `g${this.#next++}` : request.anchor;
    const before = this.objects.get(anchor);
    const name = request.kind === 'add' ? request.name : (request.newName ?? before?.name);
    const values = new Map(before?.values);
    for (const change of request.changes) {
      if ('set' in change) values.set(change.attribute, imported(change.set));
      else values.set(change.attribute, imported(change.added));
    }
    const event = { kind: 'object', anchor, type: request.type, values } as const;
    this.objects.set(anchor, name === undefined ? event : { ...event, name });
    return anchor;
  }
}

/** What an import shows of what was sent. */
const imported = (content: ExportContent): Content | readonly { readonly name: string }[] => {
  if (isReferences(content)) return content.map(nameOf);
  return isReference(content) ? [nameOf(content)] : content;
};

const nameOf = ({ name = '' }: ExportReference) => ({ name });

const isReference = (value: unknown): value is ExportReference =>
  typeof value === 'object' && value !== null && 'name' in value && 'anchor' in value;

const isReferences = (content: ExportContent): content is readonly ExportReference[] =>
  Array.isArray(content) && content.some(isReference);
