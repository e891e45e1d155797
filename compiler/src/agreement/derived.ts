// A8: derived attributes are computed one after the other, in the order of their arrows.
import type { Expr, PlanFunction, PlanMvAttribute, PlanMvType } from '@syncrule/runtime/plan';
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

/** The attributes of a type in the order of their arrows; where these leave a choice, by name. Circles were reported. */
export const inArrowOrder = (type: PlanMvType, program: CheckedProgram): readonly PlanMvAttribute[] => {
  const arrows = arrowsOf(program);
  const byName = [...type.attributes].sort((a, b) => (a.name < b.name ? -1 : 1));
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
                readsOf(attribute.derived, plan.name, functions),
              ],
            ],
      ),
    ),
  );
};

const readsOf = (derived: Expr, type: string, functions: ReadonlyMap<string, PlanFunction>): readonly Node[] =>
  exprsIn(inline(derived, { owner: type, lets: [], functions })).flatMap((expr): Node[] => {
    if (expr.op === 'source') return [{ type, attribute: expr.attribute }];
    return expr.op === 'through' ? expr.types.map((each) => ({ type: each, attribute: expr.attribute })) : [];
  });

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
