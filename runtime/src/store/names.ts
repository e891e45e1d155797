// How names of objects are found: in the form in which equal names are the same text.
import { dnKey, isNameKey, parentDn } from '../values/index.js';

export interface NameForm {
  /** The name, normalised. */
  readonly key: (name: string) => string;
  /** The normalised name of what is directly above a normalised name; nothing above the top. */
  readonly parentOfKey: (key: string) => string | undefined;
}

export const distinguishedNames: NameForm = {
  key: dnKey,
  parentOfKey: (key) => (isNameKey(key) ? parentDn(key) : undefined),
};
