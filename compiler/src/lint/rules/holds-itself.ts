// Holds itself: an account would be the reason for which it exists.
import type { CheckedRule } from '../../semantics/index.js';
import { lintRule } from '../rule.js';
import { account, people } from '../world.js';

const program = `${people()}\n${account()}`;
const known = (project: string) => `rule known from corp.user to person precedence 200 {
  join employeeID == mv.id${project}
}`;

export const holdsItself = lintRule({
  code: 'SR4111',
  of: 'any',
  definition: {
    severity: 'warning',
    title: 'Account that holds itself',
    message:
      'expected `{provisioning}` to make objects that others hold, found that `{projecting}` projects `{type}` too',
    help: 'take `project` out of `{projecting}`, so that it only joins',
    explanation:
      'One rule projects metaverse objects from a kind of object, and another provisions the same kind of object for them. The account is then a source of its own: when the source that first brought the person in loses them, the account still holds them, and nobody is ever deprovisioned.',
    wrong: `${program}\n${known('\n  project')}`,
    right: `${program}\n${known('')}`,
  },
  find: ({ program: { rules } }, report) => {
    const projecting = new Map(rules.filter(isProjecting).map((rule) => [slotOf(rule), rule]));
    return rules.filter(isProvisioning).flatMap((rule) => {
      const other = projecting.get(slotOf(rule));
      if (other === undefined) return [];
      const location = rule.provisionLocation ?? rule.nameLocation;
      const related = [
        { location: other.projectLocation ?? other.nameLocation, message: `\`${other.plan.name}\` projects them` },
      ];
      const values = { provisioning: rule.plan.name, projecting: other.plan.name, type: rule.plan.csType };
      return [report(location, values, { label: 'makes them', related })];
    });
  },
});

const slotOf = ({ plan }: CheckedRule): string => `${plan.mvType} ${plan.csType} ${plan.account ?? ''}`;
const isProjecting = ({ plan }: CheckedRule): boolean => plan.direction === 'inbound' && plan.project !== undefined;
const isProvisioning = ({ plan }: CheckedRule): boolean =>
  plan.direction === 'outbound' && plan.provision !== undefined;
