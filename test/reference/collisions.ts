// Names that an operation would give and others give too (engine specification 5.6, B10).
import type { PlanNamespace } from '@syncrule/runtime/plan';
import { type Content, valuesOf } from '@syncrule/runtime/values';
import type { Expectation } from './expectation.js';
import type { Names } from './names.js';

/** The attributes by which an operation would give a name that it must not. */
export const givenTwice = (
  links: Names,
  all: readonly Expectation[],
  expected: Expectation,
  isOpen: (expected: Expectation) => boolean,
): ReadonlySet<string> => {
  const { mv, slot } = expected;
  const attributes = new Set<string>();
  if (mv === undefined) return attributes;
  for (const namespace of links.state.plan.namespaces)
    for (const name of newNames(links, namespace, expected)) {
      const objects = links.objectsThatGive(namespace, name).filter((object) => {
        if (object === expected.object) return false;
        if (object.link?.mv !== mv.key) return true;
        const theirs = all.find((each) => each.object === object);
        return object.connector === slot.connector && !(theirs?.kind === 'delete' && isOpen(theirs));
      });
      const others = all.some(
        (other) =>
          other !== expected &&
          (other.mv !== mv || other.slot.connector === slot.connector) &&
          newNames(links, namespace, other).has(name),
      );
      if (
        objects.length > 0 ||
        others ||
        links.isReserved(mv, namespace.name, name) ||
        links.givenByValues(mv, namespace, name)
      )
        for (const entry of namespace.entries)
          if (entry.type === `${slot.connector}.${slot.type}` && entry.of.op === 'source')
            attributes.add(entry.of.attribute);
    }
  return attributes;
};

const newNames = (links: Names, namespace: PlanNamespace, expected: Expectation): ReadonlySet<string> => {
  const { kind, slot, object, wanted } = expected;
  if (kind === 'delete' || expected.mv === undefined) return new Set();
  const type = `${slot.connector}.${slot.type}`;
  const before = object === undefined ? [] : links.currentRow(object);
  const after = (links.state.layouts.get(type) ?? []).map((name, at): Content => {
    const value = wanted.get(name);
    if (value === 'none') return undefined;
    if (typeof value !== 'object') return before[at];
    const merged = links.state.plan.rules.some(
      (rule) => rule.csType === type && rule.flows.some((flow) => flow.target === name && flow.mode === 'merge'),
    );
    return merged ? [...valuesOf(before[at]), ...valuesOf(value.values)] : value.values;
  });
  const had = object === undefined ? new Set() : links.namesIn(namespace, type, before);
  return new Set([...links.namesIn(namespace, type, after)].filter((name) => !had.has(name)));
};
