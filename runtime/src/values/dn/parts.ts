// Names as text, taken apart and put together without losing how they were spelt.
import { dnKey, isNameKey } from './key.js';
import { parseDn } from './parse.js';
import { isEscaped, splitFirst } from './split.js';

/** The relative name of the object itself, as it was spelt; absent for the root. */
export const rdnOf = (text: string): string | undefined => splitFirst(text)?.first.trimEnd();

/** The name of the object above; absent for the root and for names of one component. */
export const parentDn = (text: string): string | undefined => splitFirst(text)?.rest?.replace(/^ +/, '');

/** A name cut after its first relative name, letter for letter; absent for the root and for names of one component. */
export function splitDn(text: string): { readonly own: string; readonly above: string } | undefined {
  const parts = splitFirst(text);
  return parts?.rest === undefined ? undefined : { own: parts.first, above: parts.rest };
}

/** The name of the object with this relative name below another; the root is the empty text. */
export const childDn = (rdn: string, parent: string): string => (parent === '' ? rdn : `${rdn},${parent}`);

/** Whether the object of the first name stands below that of the second, at any depth; nothing stands below itself. */
export function isUnder(text: string, ancestor: string): boolean {
  const key = dnKey(text);
  const above = dnKey(ancestor);
  if (!isNameKey(key)) return false;
  return above === '' ? key !== '' : key.endsWith(`,${above}`) && !isEscaped(key, key.length - above.length - 1);
}

/** The values of the relative names from left to right, unescaped; of a relative name with several pairs the first. */
export function dnValues(text: string): readonly (string | Uint8Array)[] | undefined {
  return parseDn(text)?.map((rdn) => rdn[0]?.value ?? '');
}
