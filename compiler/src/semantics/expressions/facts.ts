// Facts (7.4): which paths are known to be present, and which texts of a set they can still be.
import type { Facts } from '../scope.js';

export const noFacts: Facts = { present: new Set(), oneOf: new Map() };

/** That these paths are present. */
export const presenceOf = (paths: ReadonlySet<string>): Facts =>
  paths.size === 0 ? noFacts : { present: paths, oneOf: noFacts.oneOf };

/** What is known when both hold. */
export const unionFacts = (a: Facts, b: Facts): Facts => {
  if (a === noFacts) return b;
  if (b === noFacts) return a;
  const oneOf = new Map(a.oneOf);
  for (const [path, texts] of b.oneOf) {
    const known = oneOf.get(path);
    oneOf.set(path, known === undefined ? texts : intersection(known, texts));
  }
  return { present: union(a.present, b.present), oneOf };
};

/** What is known when one of them holds. */
export const intersectFacts = (a: Facts, b: Facts): Facts => {
  const oneOf = new Map<string, ReadonlySet<string>>();
  for (const [path, texts] of a.oneOf) {
    const other = b.oneOf.get(path);
    if (other !== undefined) oneOf.set(path, union(texts, other));
  }
  return { present: intersection(a.present, b.present), oneOf };
};

/** The facts without those about a name that a variable hides. */
export const withoutName = (facts: Facts, name: string): Facts => {
  const other = (path: string): boolean => path !== name && !path.startsWith(`${name}.`);
  return {
    present: new Set([...facts.present].filter(other)),
    oneOf: new Map([...facts.oneOf].filter(([path]) => other(path))),
  };
};

export const union = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): ReadonlySet<T> => {
  if (a.size === 0) return b;
  return b.size === 0 ? a : new Set([...a, ...b]);
};

export const intersection = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): ReadonlySet<T> =>
  new Set([...a].filter((entry) => b.has(entry)));
