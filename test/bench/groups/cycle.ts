// A large group from HR to a directory: its first cycle, and cycles of a few changes. What each step does is counted.
import { synchronise } from '@syncrule/runtime/engine';
import { exportConnector, importConnector } from '@syncrule/runtime/runs';
import type { Store } from '@syncrule/runtime/store';
import { type Installation, install } from '../installation.js';
import { LargeSystem, type Turnover } from './system.js';

/** More than there are members: people who may come. */
export const STRANGERS = 200;
const GROUP = 'all';

/** What a step did. */
export interface Done {
  readonly step: string;
  /** Counts by the field's names, of imports and exports. */
  readonly statistics: Readonly<Record<string, number>>;
  /** Metaverse objects that a synchronisation looked at. */
  readonly evaluated: number;
  /** Reference values that were sent. */
  readonly references: number;
  /** Operations that are staged now. */
  readonly staged: Readonly<Record<string, number>>;
}

const ANY = { count: Number.MAX_SAFE_INTEGER, percent: 100 };
const PERMISSIVE = {
  adds: ANY,
  updates: ANY,
  deletes: ANY,
  memberships: ANY,
  sourceShrinks: { percent: 100 },
  planChange: ANY,
};

export const people = (from: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `h${from + index}`);

export class LargeGroup {
  private at = 1;
  private readonly systems = { hr: new LargeSystem('h'), cloud: new LargeSystem('c') };

  private constructor(
    private readonly installation: Installation,
    /** Is told of each step when it is done. */
    private readonly around: <T>(step: string, run: () => Promise<T>) => Promise<T>,
  ) {}

  static async of(
    size: number,
    around: <T>(step: string, run: () => Promise<T>) => Promise<T> = (_, run) => run(),
    aroundStore?: (store: Store) => Store,
  ): Promise<LargeGroup> {
    const group = new LargeGroup(await install('groups/program', aroundStore), around);
    const { hr } = group.systems;
    for (const anchor of people(0, size + STRANGERS)) hr.put('user', anchor, { login: `u${anchor}` });
    hr.put('group', GROUP, { code: GROUP }, people(0, size));
    return group;
  }

  /** Of the installation. */
  get directory(): string {
    return this.installation.directory;
  }

  /** Everything is imported, synchronised, sent, and seen back. */
  async begin(): Promise<readonly Done[]> {
    return [
      await this.import('hr', 'full'),
      await this.import('cloud', 'full'),
      await this.sync('full'),
      await this.export(),
      await this.import('cloud', 'full'),
      await this.sync('delta'),
    ];
  }

  /** The same is imported once more. */
  async again(): Promise<readonly Done[]> {
    return [await this.import('hr', 'full'), await this.import('cloud', 'full'), await this.sync('full')];
  }

  /** Members come and leave: from HR to the directory, and back. */
  async turnOver(change: Omit<Turnover, 'anchor'>): Promise<readonly Done[]> {
    this.systems.hr.turnOver({ anchor: GROUP, ...change });
    return this.cycle();
  }

  /** People leave; HR does not say that they are no members any more. */
  async remove(anchors: readonly string[]): Promise<readonly Done[]> {
    for (const anchor of anchors) this.systems.hr.remove(anchor);
    return this.cycle();
  }

  close(): Promise<void> {
    return this.installation.close();
  }

  private async cycle(): Promise<readonly Done[]> {
    return [
      await this.import('hr', 'delta'),
      await this.sync('delta'),
      await this.export(),
      await this.import('cloud', 'delta'),
      await this.sync('delta'),
    ];
  }

  private import(name: 'hr' | 'cloud', mode: 'full' | 'delta'): Promise<Done> {
    return this.done(`${mode} import of ${name}`, async () => {
      const { space } = this.installation;
      const { statistics } = await importConnector(space, name, this.systems[name], { mode, at: this.at });
      return { statistics };
    });
  }

  private sync(mode: 'full' | 'delta'): Promise<Done> {
    return this.done(`${mode} synchronisation`, async () => {
      const { store, machine } = this.installation;
      const { evaluated } = await synchronise(store, machine, { at: this.at, mode });
      return { evaluated };
    });
  }

  private export(): Promise<Done> {
    return this.done('export', async () => {
      const { space } = this.installation;
      const { cloud } = this.systems;
      const before = cloud.received;
      const { statistics } = await exportConnector(space, 'cloud', cloud, { at: this.at, guards: PERMISSIVE });
      return { statistics, references: cloud.received - before };
    });
  }

  private async done(step: string, run: () => Promise<Partial<Done>>): Promise<Done> {
    this.at += 1;
    const told = await this.around(step, run);
    const staged = (await this.installation.store.counts()).operations;
    return { step, statistics: {}, evaluated: 0, references: 0, staged, ...told };
  }
}
