// Written, never read: a metaverse attribute that nothing reads.
import { listed } from '../../agreement/index.js';
import { attributeKey } from '../reads.js';
import { lintRule } from '../rule.js';
import { account, people } from '../world.js';

const program = people('title: string', 'title <- title');

export const neverRead = lintRule({
  code: 'SR4105',
  of: 'whole',
  definition: {
    severity: 'warning',
    title: 'Written and never read',
    message: 'expected something to read `{attribute}`, found only what writes it: {writers}',
    help: 'remove the attribute and its flows, or let a rule carry it on',
    explanation:
      'Rules or an expression fill this metaverse attribute, and no flow, scope, join, namespace or expression reads it. Either it is left over, or the flow that should carry it on is missing.',
    wrong: `${program}\n${account()}`,
    right: `${program}\n${account('title <- title')}`,
  },
  find: ({ program: { metaverse }, usage }, report) => {
    const { reads, writes } = usage();
    return metaverse.flatMap(({ plan, attributes }) =>
      attributes.flatMap(({ name, location }) => {
        const key = attributeKey(plan.name, name);
        const writers = writes.get(key) ?? [];
        if (writers.length === 0 || reads.has(key)) return [];
        const names = [...new Set(writers.map(({ by }) => (by === key ? 'its own expression' : by)))];
        const related = writers
          .filter(({ by }) => by !== key)
          .flatMap((writer) => writer.location ?? [])
          .slice(0, 3)
          .map((at) => ({ location: at, message: 'written here' }));
        return [report(location, { attribute: key, writers: listed(names) }, { label: 'nothing reads it', related })];
      }),
    );
  },
});
