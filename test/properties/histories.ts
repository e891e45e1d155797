// Random histories: what happens in the connected systems, and which runs there are. Small worlds find more than large ones.
import fc from 'fast-check';
import type { SystemValue } from '../support/simulated-system.js';
import type { World } from '../support/world.js';

const letter = fc.constantFrom('a', 'b', 'c');
const maybe = fc.option(letter, { nil: undefined, freq: 3 });
const anchors = { hr: ['1', '2', '3', '4'], ad: ['x', 'y', 'z'], cl: ['p', 'q'] } as const;
type System = keyof typeof anchors;

interface Values {
  readonly k1: string | undefined;
  readonly k2: string | undefined;
  readonly v1: string | undefined;
  readonly v2: string | undefined;
  readonly list: readonly string[];
  readonly until: number | undefined;
  readonly boss: number | undefined;
  readonly team: readonly number[];
}

const values: fc.Arbitrary<Values> = fc.record({
  k1: maybe,
  k2: maybe,
  v1: maybe,
  v2: maybe,
  list: fc.subarray(['p', 'q', 'r']),
  until: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined, freq: 3 }),
  boss: fc.option(fc.nat(5), { nil: undefined, freq: 3 }),
  team: fc.subarray([0, 1, 2, 3]),
});

export type Step =
  | {
      readonly kind: 'put';
      readonly system: System;
      readonly index: number;
      readonly values: Values;
      readonly name: string;
    }
  | {
      readonly kind: 'change';
      readonly system: System;
      readonly index: number;
      readonly attribute: 'k1' | 'k2' | 'v1' | 'v2';
      readonly value: string | undefined;
    }
  | { readonly kind: 'rename'; readonly system: 'ad' | 'cl'; readonly index: number; readonly name: string }
  | { readonly kind: 'remove'; readonly system: System; readonly index: number }
  | { readonly kind: 'import'; readonly systems: readonly System[]; readonly cut: boolean }
  | { readonly kind: 'later'; readonly days: number }
  | { readonly kind: 'sync' }
  | { readonly kind: 'export'; readonly failing: number };

const system = fc.constantFrom<System>('hr', 'hr', 'hr', 'ad', 'ad', 'cl');
const index = fc.nat(5);
const name = fc.constantFrom('a', 'b', 'c', 'a b', 'b c', 'X');

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('put' as const), system, index, values, name }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      system,
      index,
      attribute: fc.constantFrom('k1' as const, 'k2' as const, 'v1' as const, 'v2' as const),
      value: maybe,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rename' as const),
      system: fc.constantFrom('ad' as const, 'cl' as const),
      index,
      name,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('remove' as const), system, index }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('import' as const),
      systems: fc.subarray<System>(['hr', 'ad', 'cl'], { minLength: 1 }),
      cut: fc.constantFrom(false, false, false, true),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('later' as const), days: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 8, arbitrary: fc.constant<Step>({ kind: 'sync' }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('export' as const), failing: fc.constantFrom(0, 0, 0, 2, 3) }),
  },
);

const DAY = 86_400_000;

const anchorAt = (which: System, at: number): string => anchors[which][at % anchors[which].length] ?? '';

const shown = (
  which: System,
  { boss, team, until, list, ...texts }: Values,
): Readonly<Record<string, SystemValue>> => ({
  ...texts,
  list: list.length === 0 ? undefined : list,
  until,
  boss: boss === undefined ? undefined : [{ anchor: anchorAt(which, boss) }],
  team: team.length === 0 ? undefined : team.map((each) => ({ anchor: anchorAt(which, each) })),
});

/** One step in one world. `clock.now` moves with `later`. Says whether it was a synchronisation. */
export const take = async (
  world: World,
  each: Step,
  clock: { now: number },
  sync: (world: World, at: number) => Promise<void>,
): Promise<void> => {
  switch (each.kind) {
    case 'put': {
      const naming =
        each.system === 'hr' ? undefined : freeName(world, each.system, each.name, anchorAt(each.system, each.index));
      world
        .system(each.system)
        .put(
          each.system === 'hr' ? 'person' : 'user',
          anchorAt(each.system, each.index),
          shown(each.system, each.values),
          naming,
        );
      return;
    }
    case 'change': {
      const target = existing(world, each.system, each.index);
      if (target !== undefined) world.system(each.system).change(target, { [each.attribute]: each.value });
      return;
    }
    case 'rename': {
      const target = existing(world, each.system, each.index);
      if (target !== undefined)
        world.system(each.system).change(target, {}, freeName(world, each.system, each.name, target));
      return;
    }
    case 'remove': {
      const target = existing(world, each.system, each.index);
      if (target !== undefined) world.system(each.system).remove(target);
      return;
    }
    case 'import':
      for (const which of each.systems) world.system(which).breakAfter = each.cut ? 1 : undefined;
      await world.import(clock.now, ...each.systems);
      return;
    case 'later':
      clock.now += each.days * DAY;
      return;
    case 'sync':
      return sync(world, clock.now);
    case 'export':
      for (const which of world.systems.values())
        which.verdict = (request) =>
          each.failing > 0 && (request.kind === 'delete' ? 0 : request.changes.length) % each.failing === 1
            ? { fail: 'permanent' }
            : 'apply';
      await world.export(clock.now);
  }
};

/** An object of the system, also one that an export made. */
const existing = (world: World, which: System, at: number): string | undefined => {
  const all = [...world.system(which).objects.keys()].sort();
  return all[at % Math.max(1, all.length)];
};

/** Servers do not let two objects have one name. */
const freeName = (world: World, which: System, wanted: string, own: string): string => {
  const text = `CN=${wanted},OU=P`;
  const taken = [...world.system(which).objects.values()].some(
    (object) => object.anchor !== own && object.name?.toLowerCase() === text.toLowerCase(),
  );
  return taken ? `CN=${wanted} of ${own},OU=P` : text;
};
