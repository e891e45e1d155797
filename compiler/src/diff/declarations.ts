// What differs between two plans besides their rules: the metaverse, functions, parameters, namespaces, schemas.
import { canonicalJson, type Plan, type PlanMvAttribute } from '@syncrule/runtime/plan';
import { constantText, expressionText, sightOf, typeText } from '../view/index.js';
import type { Change, Effect } from './change.js';
import { byName, compared } from './compared.js';
import { meaningOf } from './meaning.js';

export const declarationChanges = (before: Plan, after: Plan): readonly Change[] => [
  ...metaverseChanges(before, after),
  ...namedChanges(stated(before, before.functions), stated(after, after.functions), {
    effect: 'functions',
    word: 'function',
    text: ({ plan, item }) =>
      `${item.name}(${item.parameters.join(', ')}) = ${expressionText(item.body, sightOf(plan))}`,
  }),
  ...namedChanges(stated(before, before.params), stated(after, after.params), {
    effect: 'params',
    word: 'param',
    text: ({ item }) => `${typeText(item.type)} = ${constantText(item.value)}`,
  }),
  ...namedChanges(stated(before, before.namespaces), stated(after, after.namespaces), {
    effect: 'namespaces',
    word: 'namespace',
    text: ({ plan, item }) =>
      item.entries.map(({ type, of }) => `${type}: ${expressionText(of, sightOf(plan))}`).join('; '),
  }),
  ...schemaChanges(before, after),
];

/** Something with the plan that its numbers of keys point into. */
interface Stated<T> {
  readonly plan: Plan;
  readonly item: T;
}

const stated = <T>(plan: Plan, items: readonly T[]): readonly Stated<T>[] => items.map((item) => ({ plan, item }));

interface Words<T> {
  readonly effect: Effect;
  readonly word: string;
  readonly text: (stated: Stated<T>) => string;
}

const namedChanges = <T extends { readonly name: string }>(
  before: readonly Stated<T>[],
  after: readonly Stated<T>[],
  { effect, word, text }: Words<T>,
): readonly Change[] => {
  const { added, removed, kept } = compared(before, after, ({ item }) => item.name);
  const subject = ({ item }: Stated<T>): string => `${word} ${item.name}`;
  return [
    ...removed.map((one): Change => ({ effect, kind: 'removed', subject: subject(one), before: text(one) })),
    ...added.map((one): Change => ({ effect, kind: 'added', subject: subject(one), after: text(one) })),
    ...kept
      .filter(
        (pair) =>
          meaningOf(pair.before.plan.keys, pair.before.item) !== meaningOf(pair.after.plan.keys, pair.after.item),
      )
      .map((pair): Change => {
        const [old, now] = [text(pair.before), text(pair.after)];
        const both = old === now ? { after: now, note: 'values are compared otherwise' } : { before: old, after: now };
        return { effect, kind: 'changed', subject: subject(pair.after), ...both };
      }),
  ];
};

const metaverseChanges = (before: Plan, after: Plan): readonly Change[] => {
  const { added, removed, kept } = compared(before.metaverse, after.metaverse, byName);
  return [
    ...removed.map(({ name }): Change => ({ effect: 'metaverse', kind: 'removed', subject: `metaverse ${name}` })),
    ...added.map(({ name }): Change => ({ effect: 'metaverse', kind: 'added', subject: `metaverse ${name}` })),
    ...kept.flatMap((type) =>
      namedChanges(stated(before, type.before.attributes), stated(after, type.after.attributes), {
        effect: 'metaverse',
        word: `attribute ${type.after.name}.`,
        text: attributeText,
      }).map((change) => ({ ...change, subject: change.subject.replace('. ', '.'), ...precedenceOnly(change) })),
    ),
  ];
};

/** Everything of an attribute that has a meaning; its level follows from the expressions. */
const attributeText = ({ plan, item }: Stated<PlanMvAttribute>): string =>
  [
    `${typeText(item.type)} compared as ${item.equality}`,
    ...(item.merge ? ['merge'] : []),
    ...(item.prefer.length === 0 ? [] : [`prefer ${item.prefer.join(', ')}`]),
    ...(item.derived === undefined ? [] : [`= ${expressionText(item.derived, sightOf(plan))}`]),
    ...(item.level === undefined ? [] : [`level ${item.level}`]),
    ...(item.byEngine === true ? ['by the engine'] : []),
  ].join(' ');

const PREFER = / prefer [^=]*?(?= = | level |$)/;

const precedenceOnly = ({ before, after }: Change): Partial<Change> =>
  before !== undefined && after !== undefined && before.replace(PREFER, '') === after.replace(PREFER, '')
    ? { effect: 'precedence' }
    : {};

const schemaChanges = (before: Plan, after: Plan): readonly Change[] => {
  const { added, removed, kept } = compared(before.connectors, after.connectors, byName);
  return [
    ...removed.map(({ name }) => schemaChange('removed', `connector ${name}`)),
    ...added.map(({ name }) => schemaChange('added', `connector ${name}`)),
    ...kept.flatMap((connector) => {
      const { name, types, ...members } = connector.after;
      const { name: _, types: oldTypes, ...oldMembers } = connector.before;
      return [...memberChanges(`connector ${name}`, oldMembers, members), ...typeChanges(name, oldTypes, types)];
    }),
  ];
};

type Types = Plan['connectors'][number]['types'];

const typeChanges = (connector: string, before: Types, after: Types): readonly Change[] => {
  const { added, removed, kept } = compared(before, after, byName);
  return [
    ...removed.map(({ name }) => schemaChange('removed', `type ${connector}.${name}`)),
    ...added.map(({ name }) => schemaChange('added', `type ${connector}.${name}`)),
    ...kept.flatMap((type) => {
      const name = `${connector}.${type.after.name}`;
      const attributes = compared(type.before.attributes, type.after.attributes, byName);
      return [
        ...memberChanges(`type ${name}`, { anchor: type.before.anchor }, { anchor: type.after.anchor }),
        ...attributes.removed.map((each) => schemaChange('removed', `attribute ${name}.${each.name}`)),
        ...attributes.added.map((each) => schemaChange('added', `attribute ${name}.${each.name}`)),
        ...attributes.kept.flatMap((each) =>
          memberChanges(`attribute ${name}.${each.after.name}`, { ...each.before }, { ...each.after }),
        ),
      ];
    }),
  ];
};

const schemaChange = (kind: 'added' | 'removed', subject: string): Change => ({ effect: 'schema', kind, subject });

type Members = Readonly<Record<string, unknown>>;

/** Each member that differs, as JSON. */
const memberChanges = (subject: string, before: Members, after: Members): readonly Change[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().flatMap((member): readonly Change[] => {
    const [old, now] = [memberText(member, before[member]), memberText(member, after[member])];
    return old === now ? [] : [{ effect: 'schema', kind: 'changed', subject, before: old, after: now }];
  });

const memberText = (member: string, value: unknown): string =>
  value === undefined ? `${member} none` : `${member} ${typeof value === 'string' ? value : canonicalJson(value)}`;
