// How names of objects are found: in the form in which equal names are the same text. And what stands above a name.
import { dnKey, isNameKey, parentDn, splitDn } from '../values/index.js';

export interface NameForm {
  /** The name, normalised. */
  readonly key: (name: string) => string;
  /** The normalised name of what is directly above a normalised name; nothing above the top. */
  readonly parentOfKey: (key: string) => string | undefined;
  /** A name, or a normalised one, cut into the object's own part and the name above, letter for letter; nothing at the top. */
  readonly split: (name: string) => NameParts | undefined;
}

export interface NameParts {
  readonly own: string;
  readonly above: string;
}

/** Puts together what {@link NameForm.split} cut. */
export const joinName = (own: string, above: string): string => `${own},${above}`;

export const distinguishedNames: NameForm = {
  key: dnKey,
  parentOfKey: (key) => (isNameKey(key) ? parentDn(key) : undefined),
  split: splitDn,
};
