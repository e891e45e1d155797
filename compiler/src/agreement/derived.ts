// A8: derived attributes are computed one after the other, in the order of their arrows.
import type { Expr, PlanFunction, PlanKey, PlanMvAttribute, PlanMvType } from '@syncrule/runtime/plan';
import type { Diagnostic } from '../diagnostics/index.js';
import { exprsIn } from '../semantics/expr-walk.js';
import type { CheckedProgram } from '../semantics/model.js';
import { inline } from './conditions/index.js';
import { report } from './report.js';

/** An attribute of a metaverse type. */
interface Node {
  readonly type: string;
  readonly attribute: string;
}

const textOf = ({ type, attribute }: Node): string => `${type}.${attribute}`;

/** The arrows of a program: from each attribute with an expression to those that the expression reads. */
type Arrows = ReadonlyMap<string, readonly Node[]>;

/** One finding for each circle, at the first of its attributes in the order of the program. */
export const circleFindings = (program: CheckedProgram): readonly Diagnostic[] => {
  const arrows = arrowsOf(program);
  const reported = new Set<string>();
  return program.metaverse.flatMap((type) =>
    type.attributes.flatMap(({ name: attribute, location }) => {
      const circle = reported.has(textOf({ type: type.plan.name, attribute }))
        ? undefined
        : circleThrough({ type: type.plan.name, attribute }, arrows);
      if (circle === undefined) return [];
      for (const node of circle) reported.add(textOf(node));
      const related = circle
        .slice(1)
        .map((node) => ({ location: locationOf(program, node), message: `\`${textOf(node)}\` is part of it` }));
      return [report('SR4007', location, { circle: shown(circle) }, { related })];
    }),
  );
};

const shown = (circle: readonly Node[]): string =>
  [...circle, ...circle.slice(0, 1)].map((node) => `\`${textOf(node)}\``).join(' → ');

const locationOf = (program: CheckedProgram, node: Node) => {
  const type = program.metaverse.find((each) => each.plan.name === node.type);
  const attribute = type?.attributes.find((each) => each.name === node.attribute);
  if (attribute === undefined) throw new Error(`bug: ${textOf(node)} is not declared`);
  return attribute.location;
};

/**
 * The types of a program, the attributes of each in the order of their arrows; where these leave a choice, by name.
 * What the engine writes comes first. Circles were reported.
 */
export const inArrowOrder = (program: CheckedProgram): readonly PlanMvType[] => {
  const arrows = arrowsOf(program);
  const levels = levelsOf(arrows);
  return program.metaverse.map(({ plan }) => ({
    ...plan,
    attributes: ordered(plan, arrows).map((attribute) => {
      const level = levels(textOf({ type: plan.name, attribute: attribute.name }));
      return level === 0 ? attribute : { ...attribute, level };
    }),
  }));
};

const ordered = (type: PlanMvType, arrows: Arrows): readonly PlanMvAttribute[] => {
  const byName = [...type.attributes].sort(
    (a, b) => Number(b.byEngine === true) - Number(a.byEngine === true) || (a.name < b.name ? -1 : 1),
  );
  const placed = new Map<string, PlanMvAttribute>();
  const place = (attribute: PlanMvAttribute, above: ReadonlySet<string>): void => {
    if (placed.has(attribute.name) || above.has(attribute.name)) return;
    const own = (arrows.get(textOf({ type: type.name, attribute: attribute.name })) ?? []).filter(
      (to) => to.type === type.name,
    );
    const read = new Set(own.map((to) => to.attribute));
    for (const before of byName.filter((each) => read.has(each.name)))
      place(before, new Set([...above, attribute.name]));
    placed.set(attribute.name, attribute);
  };
  for (const attribute of byName) place(attribute, new Set());
  return [...placed.values()];
};

/** One more than the greatest level of what an attribute reads; 0 for what has no expression. Circles end at 0. */
const levelsOf = (arrows: Arrows): ((name: string) => number) => {
  const known = new Map<string, number>();
  const levelOf = (name: string): number => {
    const read = arrows.get(name);
    if (read === undefined) return 0;
    const level = known.get(name);
    if (level !== undefined) return level;
    known.set(name, 0);
    const found = 1 + Math.max(0, ...read.map((node) => levelOf(textOf(node))));
    known.set(name, found);
    return found;
  };
  return levelOf;
};

const arrowsOf = (program: CheckedProgram): Arrows => {
  const functions = new Map(program.functions.map((entry) => [entry.name, entry]));
  return new Map(
    program.metaverse.flatMap(({ plan }) =>
      plan.attributes.flatMap((attribute): [string, readonly Node[]][] =>
        attribute.derived === undefined
          ? []
          : [
              [
                textOf({ type: plan.name, attribute: attribute.name }),
                readsOf(attribute.derived, plan.name, functions, program.keys),
              ],
            ],
      ),
    ),
  );
};

const readsOf = (
  derived: Expr,
  type: string,
  functions: ReadonlyMap<string, PlanFunction>,
  keys: readonly PlanKey[],
): readonly Node[] =>
  exprsIn(inline(derived, { owner: type, lets: [], functions })).flatMap((expr): readonly Node[] => {
    if (expr.op === 'source') return [{ type, attribute: expr.attribute }];
    if (expr.op === 'every') return readsOfKey(keys[expr.key], functions, keys);
    return expr.op === 'through' ? expr.types.map((each) => ({ type: each, attribute: expr.attribute })) : [];
  });

/** What an `every` reads of its members to find them. */
const readsOfKey = (
  key: PlanKey | undefined,
  functions: ReadonlyMap<string, PlanFunction>,
  keys: readonly PlanKey[],
): readonly Node[] =>
  key === undefined
    ? []
    : [...key.parts.map((part) => part.of), ...key.conditions].flatMap((of) => readsOf(of, key.type, functions, keys));

/** The shortest way along arrows from a node back to itself. */
const circleThrough = (start: Node, arrows: Arrows): readonly Node[] | undefined => {
  const seen = new Set<string>();
  let ways: readonly (readonly Node[])[] = [[start]];
  while (ways.length > 0) {
    const next: (readonly Node[])[] = [];
    for (const way of ways) {
      for (const to of arrows.get(textOf(way.at(-1) ?? start)) ?? []) {
        if (textOf(to) === textOf(start)) return way;
        if (!seen.has(textOf(to))) next.push([...way, to]);
        seen.add(textOf(to));
      }
    }
    ways = next;
  }
  return undefined;
};
