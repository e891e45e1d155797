// Names after imports are those of the system, whatever was renamed, and in whatever order and pages it is told: all of
// it, or only what was renamed itself.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ImportEvent } from '../../connectors/index.js';
import { openTestSpace, type TestSpace } from '../testing/space.js';

/** A directory: own parts of names by anchor, and what stands above. */
class Tree {
  private readonly nodes = new Map<string, { readonly own: string; readonly above: string | undefined }>();

  has = (anchor: string): boolean => this.nodes.has(anchor);
  anchors = (): readonly string[] => [...this.nodes.keys()];

  name(anchor: string): string {
    const node = this.nodes.get(anchor);
    if (node === undefined) throw new Error(`bug: no ${anchor}`);
    return node.above === undefined ? node.own : `${node.own},${this.name(node.above)}`;
  }

  /** Puts an object, unless it would stand below itself or bear a name that another has. */
  put(anchor: string, own: string, above: string | undefined): boolean {
    if (above !== undefined && (!this.has(above) || this.isBelow(above, anchor))) return false;
    const before = this.nodes.get(anchor);
    this.nodes.set(anchor, { own, above });
    const names = this.anchors().map((each) => this.name(each).toLowerCase());
    if (new Set(names).size === names.length) return before?.own !== own || before.above !== above;
    if (before === undefined) this.nodes.delete(anchor);
    else this.nodes.set(anchor, before);
    return false;
  }

  /** Exchanges the places of two objects. */
  exchange(one: string, other: string): boolean {
    const [a, b] = [this.nodes.get(one), this.nodes.get(other)];
    if (a === undefined || b === undefined || one === other) return false;
    if (this.isBelow(one, other) || this.isBelow(other, one)) return false;
    this.nodes.set(one, b);
    this.nodes.set(other, a);
    return true;
  }

  /** Exchanges what is above an object with another, below which the object is now: its name stays as it is. */
  stay(anchor: string, other: string): readonly string[] {
    const node = this.nodes.get(anchor);
    if (node?.above === undefined || this.isBelow(other, anchor) || !this.exchange(node.above, other)) return [];
    this.nodes.set(anchor, { ...node, above: other });
    return [anchor, node.above, other];
  }

  /** Another object takes the place of one, and its name. What was below is moved below it, and so is told as well. */
  replace(anchor: string, by: string): readonly string[] {
    const node = this.nodes.get(anchor);
    if (node === undefined || this.has(by)) return [];
    this.nodes.delete(anchor);
    this.nodes.set(by, node);
    const moved = [...this.nodes].filter(([, { above }]) => above === anchor);
    for (const [each, { own }] of moved) this.nodes.set(each, { own, above: by });
    return [anchor, by, ...moved.map(([each]) => each)];
  }

  remove(anchor: string): boolean {
    return ![...this.nodes.values()].some(({ above }) => above === anchor) && this.nodes.delete(anchor);
  }

  private isBelow(anchor: string, other: string): boolean {
    const above = this.nodes.get(anchor)?.above;
    return anchor === other || (above !== undefined && this.isBelow(above, other));
  }
}

const anchor = fc.constantFrom('1', '2', '3', '4', '5', '6');
const change = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      anchor,
      own: fc.constantFrom('OU=A', 'OU=B', 'OU=C', 'ou=a'),
      above: fc.option(anchor, { nil: undefined, freq: 3 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ anchor, with: anchor }) },
  { weight: 2, arbitrary: fc.record({ anchor, stays: anchor }) },
  { weight: 2, arbitrary: fc.record({ anchor, replacedBy: anchor }) },
  { weight: 1, arbitrary: fc.record({ anchor, removed: fc.constant(true) }) },
);
const step = fc.record({
  changes: fc.array(change, { minLength: 1, maxLength: 3 }),
  mode: fc.constantFrom('full' as const, 'delta' as const),
  /** Told besides what changed. */
  also: fc.subarray(['1', '2', '3', '4', '5', '6']),
  order: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
  page: fc.integer({ min: 1, max: 4 }),
  forget: fc.boolean(),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The anchors of what is told of a change. */
const carryOut = (tree: Tree, each: Change): readonly string[] => {
  if ('own' in each) return tree.put(each.anchor, each.own, each.above) ? [each.anchor] : [];
  if ('with' in each) return tree.exchange(each.anchor, each.with) ? [each.anchor, each.with] : [];
  if ('stays' in each) return tree.stay(each.anchor, each.stays);
  if ('replacedBy' in each) return tree.replace(each.anchor, each.replacedBy);
  return tree.remove(each.anchor) ? [each.anchor] : [];
};

const eventOf = (tree: Tree, one: string): ImportEvent =>
  tree.has(one)
    ? { kind: 'object', anchor: one, type: 'group', name: tree.name(one), values: new Map() }
    : { kind: 'gone', anchor: one };

const scriptOf = (
  tree: Tree,
  { mode, also, order, page }: Step,
  changed: readonly string[],
): readonly ImportEvent[] => {
  const told = mode === 'full' ? tree.anchors() : [...new Set([...changed, ...also.filter(tree.has)])];
  const shuffled = told.toSorted((a, b) => (order[Number(a) - 1] ?? 0) - (order[Number(b) - 1] ?? 0));
  return [
    ...shuffled.flatMap((one, index): readonly ImportEvent[] => [
      eventOf(tree, one),
      ...(index % page === page - 1 ? [{ kind: 'page', done: index + 1 } as const] : []),
    ]),
    { kind: 'end', watermark: 'w' },
  ];
};

const namesIn = async (world: TestSpace) =>
  Object.fromEntries(
    (await world.all())
      .filter(({ existence }) => existence === 'confirmed')
      .map(({ anchor: one, name, image }) => [one, [name, image[0]]]),
  );

/** As a synchronisation does. */
const removeGone = async (world: TestSpace): Promise<void> =>
  world.space.store.commit({
    removedObjects: (await world.all()).filter(({ existence }) => existence === 'gone').map(({ id }) => id),
  });

const told = (anchor: string, name: string): ImportEvent => ({
  kind: 'object',
  anchor,
  type: 'group',
  name,
  values: new Map(),
});
const page: ImportEvent = { kind: 'page', done: 1 };
const end: ImportEvent = { kind: 'end', watermark: 'w' };

describe('names', () => {
  test.each<[string, readonly ImportEvent[], string]>([
    ['that nobody told follow what is above', [told('1', 'OU=B')], 'CN=x,OU=B'],
    [
      'that were told stay, though what was above is renamed later',
      [told('3', 'CN=x,OU=A'), page, told('1', 'OU=B'), page, told('2', 'OU=A')],
      'CN=x,OU=A',
    ],
    ['that were told in the same page stay', [told('3', 'CN=x,OU=A'), told('1', 'OU=B')], 'CN=x,OU=A'],
  ])('%s', async (_, script, expected) => {
    const world = await openTestSpace();
    world.corp.script = [told('1', 'OU=A'), told('2', 'OU=C'), told('3', 'CN=x,OU=A'), end];
    await world.import('corp');
    world.corp.script = [...script, end];
    await world.import('corp', 'delta');
    expect((await world.object('3'))?.name).toBe(expected);
    await world.space.store.close();
  });

  test('are those of the system after any renaming', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
        const world = await openTestSpace();
        const tree = new Tree();
        for (const [index, each] of steps.entries()) {
          const changed = each.changes.flatMap((one) => carryOut(tree, one));
          const mode = index === 0 ? 'full' : each.mode;
          world.corp.script = scriptOf(tree, { ...each, mode }, changed);
          await world.import('corp', mode);
          const truth = tree.anchors().map((one) => [one, [tree.name(one), tree.name(one)]] as const);
          expect(await namesIn(world)).toEqual(Object.fromEntries(truth));
          if (each.forget) await removeGone(world);
        }
        await world.space.store.close();
      }),
      { numRuns: Number(process.env.SYNCRULE_HISTORIES ?? 150) },
    );
  });
});
