// Random rules: shapes first, rules from them.
import type { Expr, InboundRule, OutboundRule, PlanFlow, PlanKey } from '@syncrule/runtime/plan';
import fc from 'fast-check';
import { condition, flow, optional, outcome, present, source, throughBoss, value } from './expressions.js';
import { type Directory, PLACE } from './schema.js';

/** Index of a key over one or two attributes of a type, among the keys of the plan. */
export class KeyList {
  readonly keys: PlanKey[] = [];

  of(type: string, attributes: readonly string[]): number {
    const key: PlanKey = { type, parts: attributes.map((name) => ({ of: source(name), by: 'exact' })), conditions: [] };
    const known = this.keys.findIndex((each) => JSON.stringify(each) === JSON.stringify(key));
    if (known >= 0) return known;
    this.keys.push(key);
    return this.keys.length - 1;
  }
}

/** A join clause: attributes of the source and of the target, in pairs; also crossed. */
export type Clause = readonly (readonly [source: string, target: string])[];
export const clause: fc.Arbitrary<Clause> = fc.constantFrom<Clause>(
  [['k1', 'k1']],
  [['k2', 'k2']],
  [['k1', 'k2']],
  [
    ['k1', 'k1'],
    ['k2', 'k2'],
  ],
);
export const clauses = (most: number): fc.Arbitrary<readonly Clause[]> => fc.array(clause, { maxLength: most });

export const joinsOf = (keys: KeyList, from: string, to: string, list: readonly Clause[]) =>
  list.map((pairs) => ({
    place: PLACE,
    source: keys.of(
      from,
      pairs.map(([a]) => a),
    ),
    target: keys.of(
      to,
      pairs.map(([, b]) => b),
    ),
  }));

export type Precedences = readonly number[];

export interface InboundShape {
  readonly clauses: readonly Clause[];
  readonly projects: boolean;
  readonly when: Expr | undefined;
  readonly scope: Expr | undefined;
  readonly texts: readonly (Expr | undefined)[];
  readonly once: Expr | undefined;
  readonly list: boolean;
  readonly refs: boolean;
  readonly riding: Expr | undefined;
  readonly ridingScope: Expr | undefined;
}

export const inboundShape = (type: string, projects: fc.Arbitrary<boolean>): fc.Arbitrary<InboundShape> => {
  const through = throughBoss('cs', type);
  return fc.record({
    clauses: clauses(2),
    projects,
    when: condition(through),
    scope: condition(through),
    texts: fc.tuple(
      ...['k1', 'k2', 'v1', 'v2'].map((name) =>
        name.startsWith('k') ? fc.constant<Expr | undefined>(source(name)) : optional(outcome(through, false)),
      ),
    ),
    once: optional(value(through)),
    list: fc.boolean(),
    refs: fc.boolean(),
    riding: optional(outcome(through, false)),
    ridingScope: condition(through),
  });
};

export const inboundRules = (
  keys: KeyList,
  name: string,
  csType: string,
  shape: InboundShape,
  [linking, riding]: Precedences,
): readonly InboundRule[] => {
  const base = { direction: 'inbound' as const, place: PLACE, variant: 0, csType, mvType: 'person', lets: [] };
  const links = shape.clauses.length > 0 || shape.projects;
  const flows = [
    ...['k1', 'k2', 'v1', 'v2'].flatMap((target, index) => {
      const of = shape.texts[index];
      return of === undefined ? [] : [flow(target, of)];
    }),
    ...(shape.once === undefined ? [] : [flow('first', shape.once, 'once')]),
    ...(shape.list ? [flow('list', source('list'), 'merge')] : []),
    ...(shape.refs ? [flow('boss', source('boss')), flow('team', source('team'))] : []),
    flow('until', source('until')),
  ];
  const rule: InboundRule = {
    ...base,
    name,
    ...(linking === undefined ? {} : { precedence: linking }),
    joins: joinsOf(keys, csType, 'person', shape.clauses),
    flows,
    ...(shape.scope === undefined ? {} : { scope: shape.scope }),
    ...(shape.projects ? { project: { place: PLACE, ...(shape.when === undefined ? {} : { when: shape.when }) } } : {}),
  };
  const also: InboundRule | undefined =
    shape.riding === undefined || riding === undefined
      ? undefined
      : {
          ...base,
          name: `${name}Also`,
          precedence: riding,
          joins: [],
          flows: [flow('v1', shape.riding)],
          ...(shape.ridingScope === undefined ? {} : { scope: shape.ridingScope }),
        };
  return links || also !== undefined ? present([rule, also]) : [rule];
};

export interface OutboundShape {
  readonly clauses: readonly Clause[];
  readonly provisions: boolean;
  readonly when: Expr | undefined;
  readonly scope: Expr | undefined;
  readonly action: 'delete' | 'disconnect' | 'keep';
  readonly name: string;
  readonly texts: readonly (Expr | undefined)[];
  readonly modes: readonly PlanFlow['mode'][];
  readonly list: boolean;
  readonly refs: boolean;
  readonly riding: Expr | undefined;
  readonly ridingScope: Expr | undefined;
}

export const outboundShape: fc.Arbitrary<OutboundShape> = fc.record({
  clauses: clauses(2),
  provisions: fc.boolean(),
  when: condition(throughBoss('mv', 'person')),
  scope: condition(throughBoss('mv', 'person')),
  action: fc.constantFrom('delete' as const, 'disconnect' as const, 'keep' as const),
  name: fc.constantFrom('k1', 'v1', 'd1'),
  texts: fc.tuple(...['k1', 'k2', 'v1', 'v2'].map(() => optional(outcome(throughBoss('mv', 'person'), true)))),
  modes: fc.tuple(...[1, 2, 3, 4].map(() => fc.constantFrom<PlanFlow['mode']>('set', 'set', 'set', 'once'))),
  list: fc.boolean(),
  refs: fc.boolean(),
  riding: optional(outcome(throughBoss('mv', 'person'), true)),
  ridingScope: condition(throughBoss('mv', 'person')),
});

/** `once` flows yield a value, absent or an error (F7). */
export const plain = (of: Expr): Expr =>
  of.op === 'if' && (of.then.op === 'clear' || of.then.op === 'keep') ? (of.else ?? { op: 'absent' }) : of;

export const outboundRules = (
  keys: KeyList,
  directory: Directory,
  shape: OutboundShape,
  [linking, riding]: Precedences,
): readonly OutboundRule[] => {
  const csType = `${directory}.user`;
  const base = { direction: 'outbound' as const, place: PLACE, variant: 0, csType, mvType: 'person', lets: [] };
  const name = flow('dn', {
    op: 'dn',
    parts: [{ rdn: [{ type: 'CN', value: [source(shape.name)] }] }, { rdn: [{ type: 'OU', value: ['P'] }] }],
  });
  const texts = ['k1', 'k2', 'v1', 'v2'].flatMap((target, index) => {
    const [of, mode] = [shape.texts[index], shape.modes[index] ?? 'set'];
    return of === undefined ? [] : [flow(target, mode === 'once' ? plain(of) : of, mode)];
  });
  const rule: OutboundRule = {
    ...base,
    name: directory,
    ...(linking === undefined ? {} : { precedence: linking }),
    joins: joinsOf(keys, 'person', csType, shape.clauses),
    flows: [
      name,
      ...texts,
      ...(shape.list ? [flow('list', source('list'), 'merge')] : []),
      ...(shape.refs ? [flow('boss', source('boss')), flow('team', source('team'))] : []),
    ],
    ...(shape.scope === undefined ? {} : { scope: shape.scope }),
    ...(shape.provisions
      ? {
          provision: { place: PLACE, ...(shape.when === undefined ? {} : { when: shape.when }) },
          deprovision: { action: shape.action, place: PLACE },
        }
      : {}),
  };
  const also: OutboundRule | undefined =
    shape.riding === undefined || riding === undefined
      ? undefined
      : {
          ...base,
          name: `${directory}Also`,
          precedence: riding,
          joins: [],
          flows: [flow('v1', shape.riding)],
          ...(shape.ridingScope === undefined ? {} : { scope: shape.ridingScope }),
        };
  return present([rule, also]);
};
