// Namespaces: who gives names in them, which attributes rest on names, and who asks for some (L 8.16, X6).
import { compileExpression } from '../../expressions/index.js';
import type { Expr, Plan, PlanFunction } from '../../plan/index.js';
import type { KeySpecId } from '../../store/index.js';
import { keyText, valuesOf } from '../../values/index.js';
import type { EntryMachine, NamespaceMachine } from './machine.js';
import { bug, contextFor, letsOf, type Preparation } from './preparation.js';
import { collectReads, noReads } from './reads.js';

/** Names compare ignoring case. */
export const nameText = (name: string): string => keyText(name, 'ignoreCase');

/** The texts by which a plan's namespaces get the numbers of their indexes: three for each. */
export const namespaceTexts = (plan: Plan): readonly string[] =>
  plan.namespaces.flatMap(({ name }) =>
    ['names of objects', 'names of values', 'reserved names'].map((index) => JSON.stringify([index, name])),
  );

type Base = Pick<Preparation, 'plan' | 'layouts' | 'params' | 'functions' | 'observer'>;

/** `specs`: the numbers of {@link namespaceTexts}, in their order. */
export const namespaceMachines = (base: Base, specs: readonly KeySpecId[]): ReadonlyMap<string, NamespaceMachine> =>
  new Map(
    base.plan.namespaces.map(({ name, entries }, index) => {
      const spec = (at: number): KeySpecId => specs[3 * index + at] ?? bug(`no number for namespace ${name}`);
      return [
        name,
        {
          name,
          objects: spec(0),
          values: spec(1),
          reserved: spec(2),
          entries: entries.map((entry) => entryMachine(base, entry.type, entry.of)),
        },
      ];
    }),
  );

const entryMachine = (base: Base, type: string, of: Expr): EntryMachine => {
  const context = contextFor(base, type, undefined, new Map());
  const evaluate = compileExpression(of, context);
  const { source } = collectReads(of, { lets: new Map(), functions: base.functions }, noReads());
  return {
    type,
    reads: [...source].map(context.source),
    attributes: source,
    names: (environment) =>
      valuesOf(evaluate(environment)).flatMap((name) =>
        typeof name === 'string' && name !== '' ? [nameText(name)] : [],
      ),
  };
};

/** Attributes that rest on a name, as `type␟attribute`, with their levels. */
export const namedAttributes = (
  plan: Plan,
  functions: ReadonlyMap<string, PlanFunction>,
): ReadonlyMap<string, number> => {
  const named = new Map<string, number>();
  const derived = plan.metaverse.flatMap((type) =>
    type.attributes.flatMap(({ name, derived, level = 1 }) =>
      derived === undefined
        ? []
        : [{ type: type.name, name, level, reads: collectReads(derived, { lets: new Map(), functions }, noReads()) }],
    ),
  );
  for (let before = -1; before < named.size; ) {
    before = named.size;
    for (const { type, name, level, reads } of derived)
      if (
        reads.unique ||
        [...reads.source].some((each) => named.has(`${type}\u001f${each}`)) ||
        [...reads.through.values()].some((each) => named.has(`${each.type}\u001f${each.attribute}`))
      )
        named.set(`${type}\u001f${name}`, level);
  }
  return named;
};

/** Whether flows from a metaverse type to some slot ask for names. */
export const asksForNames = ({ plan, functions }: Base, mvType: string): boolean =>
  plan.rules.some(
    (rule) =>
      rule.direction === 'outbound' &&
      rule.mvType === mvType &&
      rule.flows.some((flow) => collectReads(flow.of, { lets: letsOf(rule), functions }, noReads()).unique),
  );
