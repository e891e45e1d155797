// Deprecated attribute: the schema says that it should not be used any more.
import { didYouMean, type Fix } from '../../diagnostics/index.js';
import type { ProgramSymbols } from '../../semantics/index.js';
import type { Location } from '../../source/index.js';
import { lintRule } from '../rule.js';
import { account, people } from '../world.js';

const program = people('title: string', 'title <- title');

export const deprecated = lintRule({
  code: 'SR4115',
  of: 'any',
  definition: {
    severity: 'warning',
    title: 'Attribute that should not be used',
    message: '`{name}` of `{type}` is deprecated: {why}',
    explanation:
      'The schema says that the attribute should not be used any more, and what to use instead. It may be gone with the next version of the connected system.',
    wrong: `${program}\n${account('oldTitle <- title')}`,
    right: `${program}\n${account('title <- title')}`,
  },
  find: ({ symbols }, report) =>
    // Most schemas deprecate nothing; then nobody need know where each name is used.
    !deprecatesSomething(symbols)
      ? []
      : symbols.references.flatMap(({ location, to }) => {
          const { kind, name, container: type, deprecated: why } = to;
          if (kind !== 'attribute' || why === undefined || type === undefined) return [];
          return [report(location, { name, type, why }, instead(location, { name, type, why }, symbols))];
        }),
});

const deprecatesSomething = ({ objectTypes }: ProgramSymbols): boolean =>
  objectTypes.some(({ attributes }) => attributes.some((each) => each.deprecated !== undefined));

interface Deprecated {
  readonly name: string;
  readonly type: string;
  readonly why: string;
}

/** The attribute that the schema's words name, else the nearest names that are not deprecated themselves. */
const instead = (location: Location, { type, name, why }: Deprecated, symbols: ProgramSymbols) => {
  const names = (symbols.objectType(type)?.attributes ?? [])
    .filter((each) => each.deprecated === undefined)
    .map((each) => each.name);
  const named = new Set(why.match(/[\p{L}_][\p{L}\d_-]*/gu) ?? []);
  const meant = names.filter((each) => named.has(each));
  const fixes: Fix[] = meant.map((each) => ({ title: `Write \`${each}\``, edits: [{ location, text: each }] }));
  const help = didYouMean(name, names);
  if (fixes.length > 0) return { help: `use ${meant.map((each) => `\`${each}\``).join(' or ')}`, fixes };
  return help === undefined ? {} : { help };
};
