// Read, never written: a metaverse attribute that is always absent.

import { attributeKey } from '../reads.js';
import { lintRule } from '../rule.js';
import { account, people } from '../world.js';

export const neverWritten = lintRule({
  code: 'SR4106',
  of: 'whole',
  definition: {
    severity: 'warning',
    title: 'Read and never written',
    message: 'expected a flow or an expression that gives `{attribute}` a value, found none; it is always absent',
    help: 'add an inbound flow to it, or remove what reads it',
    explanation:
      'The metaverse attribute is read, and neither a flow nor an expression ever gives it a value. What reads it finds nothing: a flow writes nothing, a condition is never met.',
    wrong: `${people('title: string')}\n${account('title <- title')}`,
    right: `${people('title: string', 'title <- title')}\n${account('title <- title')}`,
  },
  find: ({ program: { metaverse }, usage }, report) => {
    const { reads, writes } = usage();
    return metaverse.flatMap(({ plan, attributes }) =>
      attributes.flatMap(({ name, location }) => {
        const key = attributeKey(plan.name, name);
        const readers = reads.get(key) ?? [];
        if (readers.length === 0 || writes.has(key)) return [];
        const related = readers
          .flatMap((reader) => reader.location ?? [])
          .slice(0, 3)
          .map((at) => ({ location: at, message: 'read here' }));
        return [report(location, { attribute: key }, { label: 'nothing writes it', related })];
      }),
    );
  },
});
