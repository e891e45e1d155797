// A process that dies: from a chosen moment on nothing that it does has any effect, and nothing answers it.
import type { Connector, ExportOutcome, ExportRequest } from '@syncrule/runtime/connectors';
import type { Store } from '@syncrule/runtime/store';

/** Thrown where the process died. What catches it and goes on finds everything else dead too. */
export class Killed extends Error {
  constructor() {
    super('killed');
    this.name = 'Killed';
  }
}

/** Counts what leaves the process, and dies at the effect `at` (from 1): before it, or after it and before the answer. */
export class Fuse {
  effects = 0;
  private dead = false;

  constructor(
    private readonly at: number = Number.POSITIVE_INFINITY,
    private readonly moment: 'before' | 'after' = 'before',
  ) {}

  async burn<T>(effect: () => Promise<T>): Promise<T> {
    this.check();
    this.effects += 1;
    const isNow = this.effects === this.at;
    if (isNow && this.moment === 'before') this.die();
    const result = await effect();
    if (isNow) this.die();
    return result;
  }

  check(): void {
    if (this.dead) throw new Killed();
  }

  private die(): never {
    this.dead = true;
    throw new Killed();
  }
}

/** The store as the dying process sees it. Each transaction is one effect. */
export const mortalStore = (store: Store, fuse: Fuse): Store => {
  const living =
    <A extends readonly unknown[], R>(ask: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      fuse.check();
      return ask(...args);
    };
  return {
    open: (selection) => fuse.burn(() => store.open(selection)),
    keySpecs: (texts) => fuse.burn(() => store.keySpecs(texts)),
    commit: (changes) => fuse.burn(() => store.commit(changes)),
    beginRun: (run) => fuse.burn(() => store.beginRun(run)),
    endRun: (id, end) => fuse.burn(() => store.endRun(id, end)),
    forgetHistory: (before) => fuse.burn(() => store.forgetHistory(before)),
    nextIds: living(() => store.nextIds()),
    load: living((needs) => store.load(needs)),
    objectIds: living((query) => store.objectIds(query)),
    findable: living((query) => store.findable(query)),
    refused: living(() => store.refused()),
    mvIds: living((query) => store.mvIds(query)),
    marks: living(() => store.marks()),
    done: living(() => store.done()),
    due: living((time) => store.due(time)),
    connectorStates: living(() => store.connectorStates()),
    space: living(() => store.space()),
    operations: async function* (connector) {
      fuse.check();
      yield* store.operations(connector);
    },
    errors: living((query) => store.errors(query)),
    search: living((query) => store.search(query)),
    counts: living(() => store.counts()),
    departures: living((key) => store.departures(key)),
    runs: living((query) => store.runs(query)),
    run: living((id) => store.run(id)),
    close: () => store.close(),
  };
};

/** A system as the dying process sees it. Each request that is carried out is one effect. */
export const mortalSystem = (system: Connector, fuse: Fuse): Connector => ({
  get capabilities() {
    return system.capabilities;
  },
  schema: () => system.schema(),
  import: (request) => system.import(request),
  export: (requests, options) => exportUntilDead(system, requests, options, fuse),
  lookUp: (type, by, selection) => {
    fuse.check();
    return system.lookUp(type, by, selection);
  },
  close: () => system.close(),
});

async function* exportUntilDead(
  system: Connector,
  requests: Iterable<ExportRequest> | AsyncIterable<ExportRequest>,
  options: Parameters<Connector['export']>[1],
  fuse: Fuse,
): AsyncGenerator<ExportOutcome> {
  for await (const request of requests) {
    const outcomes = await fuse.burn(async () => {
      const given: ExportOutcome[] = [];
      for await (const outcome of system.export([request], options)) given.push(outcome);
      return given;
    });
    yield* outcomes;
  }
}
