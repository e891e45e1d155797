// Not converging: a value that comes back to where it started, changed on the way.
import { circleThrough, componentsOf } from '../circles.js';
import { type Step, stepsOf } from '../feedback.js';
import { lintRule } from '../rule.js';
import { account, people } from '../world.js';

const program = `${people('title: string', 'title <- title')}
rule corpTitle from corp.user to person precedence 200 {
  join employeeID == mv.id
  title <- title
}`;

export const notConverging = lintRule({
  code: 'SR4108',
  of: 'whole',
  definition: {
    severity: 'warning',
    title: 'Circle that may never settle',
    message: 'expected values that settle, found a circle that changes them: {circle}',
    help: 'pass the value on unchanged, write it `once`, or take one of the steps away',
    explanation:
      'A value goes from a connected system to the metaverse and back to where it started, and is changed on the way. Each import brings the changed value in again, so every cycle may write another one. Plain copies there and back are harmless, and so is a single function that changes nothing when it is applied twice, such as `trim`. The steps count whether they read the value itself or only in the scope of their rule.',
    wrong: `${program}\n${account('title <- "${title}!"')}`,
    right: `${program}\n${account('title <- trim(title)')}`,
  },
  find: (subject, report) => {
    const steps = withoutDerivedCircles(stepsOf(subject));
    const component = componentsOf(steps);
    const inCircles = steps.filter(({ from, to }) => from !== to && component.get(from) === component.get(to));
    const byComponent = groups(inCircles, ({ from }) => component.get(from));
    return [...byComponent.values()].flatMap((inside) => {
      const circle = badCircle(inside);
      const first = circle?.[0];
      if (circle === undefined || first === undefined) return [];
      const related = circle
        .slice(1)
        .map(({ location, by, to }) => ({ location, message: `then ${by} gives \`${to}\`` }));
      return [report(first.location, { circle: shown(circle) }, { label: `changes \`${first.to}\``, related })];
    });
  },
});

/** Expressions of the metaverse that lead back to themselves are an error of their own. */
const withoutDerivedCircles = (steps: readonly Step[]): readonly Step[] => {
  const component = componentsOf(steps.filter(({ derived }) => derived));
  const isInCircle = ({ derived, from, to }: Step): boolean =>
    derived && component.get(from) !== undefined && component.get(from) === component.get(to);
  return steps.filter((step) => !isInCircle(step));
};

/** The first circle with a step that changes values, or with two that only settle by themselves. */
const badCircle = (inside: readonly Step[]): readonly Step[] | undefined => {
  const changing = inside.find(({ passing }) => passing === 'changes');
  if (changing !== undefined) return circleThrough(changing, inside);
  return inside
    .filter(({ passing }) => passing === 'settles')
    .map((step) => circleThrough(step, inside))
    .find((circle) => (circle?.filter(({ passing }) => passing === 'settles').length ?? 0) > 1);
};

const shown = (circle: readonly Step[]): string =>
  [circle[0]?.from ?? '', ...circle.map(({ to }) => to)].map((name) => `\`${name}\``).join(' → ');

const groups = <K, V>(values: readonly V[], keyOf: (value: V) => K): ReadonlyMap<K, readonly V[]> => {
  const found = new Map<K, V[]>();
  for (const value of values) {
    const group = found.get(keyOf(value));
    if (group === undefined) found.set(keyOf(value), [value]);
    else group.push(value);
  }
  return found;
};
