// What conformance cases are written in: what the systems hold, cycles, and what is expected, as short readable texts.
// Every case runs in two installations, one synchronised by deltas and one in full, which must always agree.
import type { Plan } from '@syncrule/runtime/plan';
import { intervene } from '@syncrule/runtime/runs/operator';
import { expect, it } from 'vitest';
import type { SimulatedSystem, SystemValue } from '../support/simulated-system.js';
import type { Snapshot } from '../support/snapshot.js';
import { World } from '../support/world.js';
import { base, compiled, type Schemas, schemas } from './base.js';
import { type Ops, objectsOf, operationsOf, personsOf } from './shown.js';

const DAY = 86_400_000;
/** Midnight of a day, as cases count them. */
export const day = (number: number): number => number * DAY;

export type Values = Readonly<Record<string, SystemValue>>;
export const ADA: Values = { givenName: 'Ada', sn: 'Lovelace' };
export const BOB: Values = { givenName: 'Bob', sn: 'Stone' };

export type Program = string | Readonly<Record<string, string>>;

/** How a case is played. What comes out must not depend on order and batch. */
export interface Opening {
  /** `reversed`: connectors are imported in the other order, and their objects too. */
  readonly order?: 'reversed';
  /** Objects that a synchronisation looks at together. */
  readonly batch?: number;
  /** What the systems are like, if not as in most cases. */
  readonly systems?: Schemas;
}

/** A case under its number and title. What it opens is closed when it is over. */
export function numbered(
  number: number,
  title: string,
  run: (open: (program?: Program, options?: Opening) => Promise<Case>) => Promise<void>,
): void {
  it(`${number} ${title}`, async () => {
    const opened: Case[] = [];
    try {
      await run(async (program, options) => {
        const one = await Case.open(program, options);
        opened.push(one);
        return one;
      });
    } finally {
      for (const one of opened) await one.close();
    }
  });
}

/** What a synchronisation must come to. What is not listed must not be there. */
export interface Expected {
  readonly ops?: Ops;
  readonly errors?: readonly string[];
  /** Metaverse objects by the anchor in HR that they were born of; all of them. Only the listed attributes are compared. */
  readonly people?: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
  /** Objects by anchor: what they are linked to, `M1 joined managed`; or `unlinked`. Only the listed ones. */
  readonly links?: Readonly<Record<string, string>>;
}

export class Case {
  private now = day(1);

  private constructor(
    private delta: World,
    private full: World,
    private readonly connectors: readonly string[],
    private readonly schemas: Schemas,
  ) {}

  static async open(program: Program = base, { systems = schemas, ...options }: Opening = {}): Promise<Case> {
    const plan = compiled(program, systems);
    const names = Object.keys(systems);
    return new Case(
      await World.open(plan, systems, options),
      await World.open(plan, systems, options),
      options.order === undefined ? names : names.toReversed(),
      systems,
    );
  }

  /** Puts a person into HR, or in the place of the one with this number. */
  hr(anchor: string, values: Values): this {
    return this.both('hr', (system) => system.put('person', anchor, { employeeNumber: anchor, ...values }));
  }

  /** Puts a user into the directory, with a login of its own. */
  corp(anchor: string, cn: string, values: Values): this {
    const own = { objectGUID: anchor, sAMAccountName: `own-${anchor}`, ...values };
    return this.both('corp', (system) => system.put('user', anchor, own, `CN=${cn},OU=People`));
  }

  /** Puts an object into any of the systems. */
  put(name: string, type: string, anchor: string, values: Values): this {
    return this.both(name, (system) => system.put(type, anchor, values));
  }

  unit(anchor: string, name: string, values: Values = {}): this {
    return this.both('corp', (system) => system.put('unit', anchor, { objectGUID: anchor, ...values }, name));
  }

  /** Renames an object of the directory; the directory counts nothing below it as changed. */
  rename(anchor: string, name: string): this {
    return this.both('corp', (system) => system.rename(anchor, name));
  }

  /** The directory tells references by name; it keeps them in step, and counts nobody who holds one as changed. */
  byName(): this {
    return this.both('corp', (system) => {
      system.refersByName = true;
    });
  }

  contact(anchor: string, cn: string, values: Values = {}): this {
    return this.both('corp', (system) =>
      system.put('contact', anchor, { objectGUID: anchor, ...values }, `CN=${cn},OU=People`),
    );
  }

  /** Rows of HR that cannot be read: each with its number, or without any. */
  unreadable(...rows: readonly (string | undefined)[]): this {
    return this.both('hr', (system) => {
      system.unreadable = rows;
    });
  }

  change(system: string, anchor: string, values: Values): this {
    return this.both(system, (each) => each.change(anchor, values));
  }

  gone(system: 'hr' | 'corp', anchor: string): this {
    return this.both(system, (each) => each.remove(anchor));
  }

  /** Goes on with another program over the same store. */
  async activate(program: Program): Promise<this> {
    const plan = compiled(program, this.schemas);
    this.delta = await this.reopened(this.delta, plan);
    this.full = await this.reopened(this.full, plan);
    return this;
  }

  /** Imports everything and synchronises on this day (the last one again if none is given). */
  async sync(expected: Expected, on?: number): Promise<Snapshot> {
    if (on !== undefined) this.now = day(on);
    await this.imported();
    return this.synced(expected);
  }

  /** Synchronises what has been imported so far. */
  async synced(expected: Expected): Promise<Snapshot> {
    await this.delta.sync(this.now, 'delta');
    const after = await this.delta.snapshot();
    compare(after, expected);
    await this.checkAgreement(after);
    return after;
  }

  /** Imports what the systems say has changed. */
  async told(): Promise<this> {
    for (const world of [this.delta, this.full]) await world.importChanges(this.now);
    return this;
  }

  /** Sends everything that is staged. */
  async sent(): Promise<this> {
    for (const world of [this.delta, this.full]) await world.export(this.now);
    return this;
  }

  /** Sends everything that is staged and sees it confirmed by an import; `meanwhile` happens in between. */
  async exported(meanwhile: () => void = () => undefined): Promise<this> {
    await this.sent();
    meanwhile();
    await this.imported();
    return this;
  }

  /** Export, import and synchronisation, which must leave nothing to do. */
  async settled(expected: Expected = {}): Promise<Snapshot> {
    await this.exported();
    return this.sync(expected);
  }

  /** The same, whatever comes of it; installations must still agree. */
  async exportedAndSynced(): Promise<void> {
    await this.exported();
    await this.delta.sync(this.now, 'delta');
    await this.checkAgreement(await this.delta.snapshot());
  }

  /** An operator has everything tried anew that was refused. */
  async retried(): Promise<this> {
    for (const { store } of [this.delta, this.full])
      await intervene(
        store,
        { kind: 'retry', units: await store.refused() },
        { by: 'an operator', reason: undefined, at: this.now, told: 'tried anew' },
      );
    return this;
  }

  /** What the last synchronisation has to say, or the last exports, in their words. */
  async findings(origin: 'sync' | 'export' = 'sync'): Promise<readonly string[]> {
    return (await this.delta.store.errors({ origin })).map(({ error }) => error.message).sort();
  }

  /** Lets the imports of a system end after so many objects, without saying that this was all. */
  breakAfter(system: 'hr' | 'corp', objects: number | undefined): this {
    return this.both(system, (each) => {
      each.breakAfter = objects;
    });
  }

  system(name: string): SimulatedSystem {
    return this.delta.system(name);
  }

  /** How many metaverse objects a delta looks at now. */
  async evaluatedByDelta(on?: number): Promise<number> {
    if (on !== undefined) this.now = day(on);
    const { evaluated } = await this.delta.sync(this.now, 'delta');
    await this.full.sync(this.now, 'full');
    return evaluated;
  }

  /** The same after an import. */
  async evaluatedByNextDelta(): Promise<number> {
    await this.imported();
    return this.evaluatedByDelta();
  }

  async close(): Promise<void> {
    await this.delta.close();
    await this.full.close();
  }

  private both(name: string, action: (system: SimulatedSystem) => void): this {
    for (const world of [this.delta, this.full]) action(world.system(name));
    return this;
  }

  private async imported(): Promise<void> {
    for (const world of [this.delta, this.full]) await world.import(this.now, ...this.connectors);
  }

  /** Lets both directories answer as a case says. */
  answering(verdict: SimulatedSystem['verdict']): this {
    return this.both('corp', (system) => {
      system.verdict = verdict;
    });
  }

  /** What the directory was asked for so far, in its order: `add Ada Lovelace`, `update g1`. */
  requested(): readonly string[] {
    return this.system('corp').requests.map((request) =>
      request.kind === 'add'
        ? `add ${request.name?.replace(/^CN=|,OU=.*$/g, '')}`
        : `${request.kind} ${request.anchor}`,
    );
  }

  private reopened(world: World, plan: Plan): Promise<World> {
    return World.open(plan, this.schemas, { store: world.store, systems: world.systems });
  }

  /** A second synchronisation changes nothing; the one in full comes to the same, and so does repeating it over the delta. */
  private async checkAgreement(after: Snapshot): Promise<void> {
    const again = await this.delta.sync(this.now, 'delta');
    expect(await this.delta.snapshot(), 'a second synchronisation').toEqual(after);
    expect(again.evaluated, 'metaverse objects that a second delta looks at').toBe(0);
    await this.full.sync(this.now, 'full');
    expect(await this.full.snapshot(), 'the same in full').toEqual(after);
  }
}

function compare(after: Snapshot, expected: Expected): void {
  expect(operationsOf(after), 'operations').toEqual([...(expected.ops ?? [])].sort());
  expect(after.errors.map(shortened).sort(), 'errors').toEqual([...(expected.errors ?? [])].sort());
  if (expected.people !== undefined) {
    const people = personsOf(after);
    const shown = Object.fromEntries(
      Object.entries(people).map(([key, values]) => {
        const wanted = Object.keys(expected.people?.[key] ?? {});
        return [key, Object.fromEntries(wanted.map((name) => [name, values[name] ?? 'absent']))];
      }),
    );
    expect(shown, 'metaverse').toEqual(expected.people);
  }
  const links = objectsOf(after);
  const listed = Object.keys(expected.links ?? {}).map((anchor) => [anchor, links[anchor] ?? 'not there'] as const);
  expect(Object.fromEntries(listed), 'links').toEqual(expected.links ?? {});
}

const shortened = (error: string): string => error.replace(/^sync /, '').replaceAll(/hr\/(\w+)\/\d/g, 'M$1');
