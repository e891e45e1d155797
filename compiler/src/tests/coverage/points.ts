// What tests of a program can reach: its rules, their clauses, and the branches of their expressions.
import { Failure, type Observer } from '@syncrule/runtime/expressions';
import type { Expr, Place, Plan, PlanRule } from '@syncrule/runtime/plan';
import { ruleId } from '@syncrule/runtime/store';
import { exprsIn } from '../../semantics/expr-walk.js';
import { type Location, lineAndColumn } from '../../source/index.js';
import type { FilePlace } from '../result.js';

export type PointKind = 'rule' | 'clause' | 'branch';

export interface Point {
  /** The same for the variants of one rule: what one of them reaches is reached. */
  readonly key: string;
  readonly kind: PointKind;
  readonly place: FilePlace;
  /** `else of if`, `"FIN" in case`, `project`. */
  readonly text: string;
}

/** The points of a rule that state tells about, and no expression. */
export interface RulePoints {
  readonly joins: readonly string[];
  readonly project: string | undefined;
  readonly provision: string | undefined;
  readonly deprovision: string | undefined;
  readonly unclaimed: string | undefined;
}

type Heard = Parameters<Observer>[1];
/** The point that is reached when an expression comes to something. */
export type Judge = (outcome: Heard) => string | undefined;

export interface Points {
  readonly all: readonly Point[];
  readonly judges: ReadonlyMap<Expr, readonly Judge[]>;
  /** By rule id. */
  readonly rules: ReadonlyMap<string, RulePoints>;
}

/** `placed`: where expressions of the plan are written. What has no place is made by the compiler, and is no point. */
export const pointsOf = (plan: Plan, placed: ReadonlyMap<Expr, Location>): Points => {
  const collector = new Collector(plan, placed);
  const rules = new Map(plan.rules.map((rule) => [ruleId(rule), collector.rule(rule)]));
  for (const type of plan.metaverse)
    for (const { derived, name, place } of type.attributes)
      if (derived !== undefined) collector.evaluated(derived, place, `${type.name}.${name}`);
  for (const { body, name } of plan.functions) collector.function(body, name);
  for (const { entries } of plan.namespaces)
    for (const { of, place, type } of entries) collector.evaluated(of, place, `names of ${type}`);
  for (const key of plan.keys)
    for (const expr of [...key.parts.map(({ of }) => of), ...key.conditions]) collector.branches(expr);
  return { all: [...collector.points.values()], judges: collector.judges, rules };
};

class Collector {
  readonly points = new Map<string, Point>();
  readonly judges = new Map<Expr, Judge[]>();

  constructor(
    private readonly plan: Plan,
    private readonly placed: ReadonlyMap<Expr, Location>,
  ) {}

  rule(rule: PlanRule): RulePoints {
    const applies = this.#add('rule', this.#at(rule.place), `rule ${rule.name}`);
    const { scope } = rule;
    if (scope !== undefined) {
      const place = rule.scopePlace ?? rule.place;
      this.#watch(scope, isTrue(applies));
      this.#condition(scope, place, 'scope');
    }
    for (const { name, of } of rule.lets) this.#named(of, `let ${name}`);
    for (const { target, of, place } of rule.flows) {
      if (scope === undefined) this.#watch(of, () => applies);
      this.evaluated(of, place, `flow to ${target}`);
    }
    const clause = (place: Place | undefined, text: string): string | undefined =>
      place === undefined ? undefined : this.#add('clause', this.#at(place), text);
    const project = rule.direction === 'inbound' ? rule.project : undefined;
    const outbound = rule.direction === 'outbound' ? rule : undefined;
    if (project?.when !== undefined) this.#condition(project.when, project.place, 'when of project');
    for (const [word, part] of [
      ['provision', outbound?.provision],
      ['unclaimed', outbound?.unclaimed],
    ] as const)
      if (part?.when !== undefined) this.#condition(part.when, part.place, `when of ${word}`);
    return {
      joins: rule.joins.map(({ place }) => this.#add('clause', this.#at(place), 'join')),
      project: clause(project?.place, 'project'),
      provision: clause(outbound?.provision?.place, 'provision'),
      deprovision: clause(outbound?.deprovision?.place, 'deprovision'),
      unclaimed: clause(outbound?.unclaimed?.place, 'unclaimed delete'),
    };
  }

  /** An expression that is a clause by itself, and its branches. */
  evaluated(expr: Expr, place: Place, text: string): void {
    const key = this.#add('clause', this.#at(place), text);
    this.#watch(expr, () => key);
    this.branches(expr);
  }

  function(body: Expr, name: string): void {
    this.#named(body, `function ${name}`);
  }

  branches(expr: Expr): void {
    for (const part of exprsIn(expr)) this.#branchesOf(part);
  }

  #named(expr: Expr, text: string): void {
    const location = this.placed.get(expr);
    if (location !== undefined) {
      const key = this.#add('clause', filePlace(location), text);
      this.#watch(expr, () => key);
    }
    this.branches(expr);
  }

  #condition(expr: Expr, place: Place, text: string): void {
    const holds = this.#add('branch', this.#at(place), `${text} holds`);
    const fails = this.#add('branch', this.#at(place), `${text} does not hold`);
    this.#watch(expr, (outcome) => (outcome === true ? holds : fails));
    this.branches(expr);
  }

  #branchesOf(expr: Expr): void {
    const location = this.placed.get(expr);
    if (location === undefined) return;
    const branch = (at: Expr | undefined, text: string): string =>
      this.#add('branch', filePlace((at && this.placed.get(at)) ?? location), text);
    switch (expr.op) {
      case 'if': {
        const then = branch(expr.then, 'then of if');
        const other = branch(expr.else, expr.else === undefined ? 'if without its then' : 'else of if');
        this.#watch(expr.condition, (outcome) =>
          outcome === true ? then : outcome instanceof Failure ? undefined : other,
        );
        this.#watch(expr.then, () => then);
        if (expr.else !== undefined) this.#watch(expr.else, () => other);
        return;
      }
      case 'case':
        for (const arm of expr.arms) {
          const key = branch(arm.then, `${arm.patterns.map((pattern) => JSON.stringify(pattern)).join(' | ')} in case`);
          this.#watch(arm.then, () => key);
        }
        if (expr.else !== undefined) {
          const key = branch(expr.else, 'else of case');
          this.#watch(expr.else, () => key);
        }
        return;
      case 'otherwise': {
        const left = branch(expr.left, 'left side of ??');
        const right = branch(expr.right, 'right side of ??');
        this.#watch(expr.left, (outcome) =>
          outcome === undefined ? right : outcome instanceof Failure ? undefined : left,
        );
        return;
      }
      case 'and':
      case 'or':
        return this.#operands(expr, branch);
      default:
        return;
    }
  }

  /** Each operand decides once, and once none does. One that is constant in a test decides nothing. */
  #operands(
    { op, items }: Extract<Expr, { readonly op: 'and' | 'or' }>,
    branch: (at: Expr | undefined, text: string) => string,
  ): void {
    const decisive = op === 'or';
    const undecided = branch(undefined, decisive ? 'or: none holds' : 'and: all hold');
    items.forEach((item, index) => {
      const isLast = index === items.length - 1;
      const isConstant = item.op === 'param' || item.op === 'const';
      const decides = isConstant ? undefined : branch(item, decisive ? 'or: this holds' : 'and: this does not hold');
      this.#watch(item, (outcome) => ((outcome === true) === decisive ? decides : isLast ? undecided : undefined));
    });
  }

  #watch(expr: Expr, judge: Judge): void {
    this.judges.set(expr, [...(this.judges.get(expr) ?? []), judge]);
  }

  #add(kind: PointKind, place: FilePlace, text: string): string {
    const key = `${place.file}:${place.line}:${place.column} ${text}`;
    if (!this.points.has(key)) this.points.set(key, { key, kind, place, text });
    return key;
  }

  #at([file, line, column]: Place): FilePlace {
    return { file: this.plan.files[file] ?? '', line, column };
  }
}

const isTrue =
  (key: string): Judge =>
  (outcome) =>
    outcome === true ? key : undefined;

const filePlace = ({ file, span }: Location): FilePlace => ({ file: file.path, ...lineAndColumn(file, span.start) });
