// Filters, built as objects and never put together as texts.
import { AndFilter, EqualityFilter, type Filter, FilterParser, OrFilter } from 'ldapts';
import { ConnectorError, type ImportSelection } from '../port.js';
import type { LdapContext } from './context.js';
import { everything } from './session.js';

/**
 * The searches that find the entries of the selected types: one for all of them, or one for each where the settings
 * narrow some.
 */
export function filtersOf(selection: ImportSelection, context: LdapContext): ReadonlyMap<ReadonlySet<string>, Filter> {
  const types = [...selection.keys()];
  const narrowed = types.filter((type) => context.settings.filters?.[type] !== undefined);
  const others = types.filter((type) => !narrowed.includes(type));
  return new Map([
    ...(others.length === 0
      ? []
      : [[new Set(others), anyOf(others.map((type) => classFilter(type, context)))] as const]),
    ...narrowed.map((type) => [new Set([type]), narrowedFilter(type, context)] as const),
  ]);
}

/** Entries with all classes of a type. */
function classFilter(type: string, { schema }: LdapContext): Filter {
  const classes = (schema.types[type]?.objectClass ?? []).filter((one) => one.toLowerCase() !== 'top');
  const filters = classes.map((value) => new EqualityFilter({ attribute: 'objectClass', value }));
  return filters.length === 0 ? everything() : allOf(filters);
}

function narrowedFilter(type: string, context: LdapContext): Filter {
  const text = context.settings.filters?.[type] ?? '';
  try {
    return allOf([classFilter(type, context), FilterParser.parseString(text)]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConnectorError(
      'configuration',
      `The filter of type ${JSON.stringify(type)} in the settings of connector ${JSON.stringify(context.name)} is no filter: ${reason}`,
      { cause: error },
    );
  }
}

const allOf = (filters: Filter[]): Filter =>
  filters.length === 1 && filters[0] ? filters[0] : new AndFilter({ filters });
const anyOf = (filters: Filter[]): Filter =>
  filters.length === 1 && filters[0] ? filters[0] : new OrFilter({ filters });
