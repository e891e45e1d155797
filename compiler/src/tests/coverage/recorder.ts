// Records which points the tests of a program reach: from what expressions come to, and from what becomes of objects.
import type { Observer } from '@syncrule/runtime/expressions';
import type { Expr, Plan } from '@syncrule/runtime/plan';
import type { CsObject, MvObject } from '@syncrule/runtime/store';
import type { Location } from '../../source/index.js';
import type { StagedChange } from '../run/changes.js';
import type { Listener } from '../run/machines.js';
import type { Witness } from '../run/run.js';
import type { SpaceView } from '../run/view.js';
import type { Cycle, TestWorld } from '../run/world.js';
import { joinsThatHold } from './joins.js';
import { type Judge, type Point, type Points, pointsOf, type RulePoints } from './points.js';

export class Recorder implements Witness, Listener {
  readonly #points = new Map<string, Point>();
  readonly #judges = new Map<Expr, readonly Judge[]>();
  #rules: Points['rules'] = new Map();
  #reached = new Set<string>();
  #before: SpaceView | undefined;

  /** `placed`: where the program's expressions are written. */
  constructor(private readonly placed: ReadonlyMap<Expr, Location>) {}

  /** Each set of parameters has a plan of its own, and its points are the same. */
  readonly learn = (plan: Plan): void => {
    const { all, judges, rules } = pointsOf(plan, this.placed);
    for (const point of all) this.#points.set(point.key, point);
    for (const [expr, found] of judges) this.#judges.set(expr, found);
    this.#rules = rules;
  };

  readonly observer: Observer = (expr, outcome) => {
    for (const judge of this.#judges.get(expr) ?? []) this.#reach(judge(outcome));
  };

  get points(): readonly Point[] {
    return [...this.#points.values()];
  }

  /** Begins a test: what is reached from now on is its doing. */
  readonly begin = (): void => {
    this.#reached = new Set();
    this.#before = undefined;
  };

  /** What was reached since the test began. */
  get reached(): ReadonlySet<string> {
    return this.#reached;
  }

  readonly onCycle = (cycle: Cycle, world: TestWorld): void => {
    const before = this.#before;
    for (const object of cycle.staged.objects) this.#linked(object, before?.object(object.id), cycle.staged, world);
    for (const change of cycle.changes) this.#changed(change);
    for (const object of before?.objects ?? []) this.#released(object, cycle.staged.object(object.id));
    this.#before = cycle.after;
  };

  #linked(object: CsObject, before: CsObject | undefined, view: SpaceView, world: TestWorld): void {
    const { link } = object;
    const mv = view.mv(link?.mv);
    if (link === undefined || mv === undefined || before?.link?.mv === link.mv) return;
    if (link.origin === 'projected') this.#projected(object, mv);
    if (link.origin === 'joined')
      for (const { rule, join } of joinsThatHold(object, mv, view, world)) this.#reach(this.#rule(rule)?.joins[join]);
  }

  /** Every rule that could have projected it, and has applied in this test. */
  #projected({ connector, type }: CsObject, mv: MvObject): void {
    for (const [id, { project }] of this.#rules)
      if (id.endsWith(`|${connector}.${type}|${mv.type}`)) this.#reach(project);
  }

  #changed({ operation: { kind, rule, mv } }: StagedChange): void {
    const points = rule === undefined ? undefined : this.#rule(rule);
    if (kind === 'add') this.#reach(points?.provision);
    if (kind === 'delete') this.#reach(mv === undefined ? points?.unclaimed : points?.deprovision);
  }

  /** Deprovisioned without a deletion: disconnected, or kept. */
  #released(before: CsObject, after: CsObject | undefined): void {
    const managed = before.link?.managed;
    if (managed === undefined || after === undefined) return;
    if (after.link === undefined || (after.link.done !== undefined && before.link?.done === undefined))
      this.#reach(this.#rule(managed.rule)?.deprovision);
  }

  #rule(id: string): RulePoints | undefined {
    return this.#rules.get(id);
  }

  #reach(key: string | undefined): void {
    if (key !== undefined) this.#reached.add(key);
  }
}
