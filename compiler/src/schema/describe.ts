// Types of schema attributes in words.
import type { SchemaAttribute } from '@syncrule/runtime/plan';

/** "a `string`", "a list of `string`". */
export const describeAttribute = ({ type, many }: SchemaAttribute): string =>
  many === true ? `a list of \`${type}\`` : `${/^[aeiou]/.test(type) ? 'an' : 'a'} \`${type}\``;
