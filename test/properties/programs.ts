// Random programs over a fixed small schema, made directly as plans within the restrictions R1 to R10 of the engine.
import { type Expr, type Plan, type PlanMvAttribute, sealPlan } from '@syncrule/runtime/plan';
import fc from 'fast-check';
import { constant, optional, source, throughBoss } from './expressions.js';
import {
  type InboundShape,
  inboundRules,
  inboundShape,
  KeyList,
  type OutboundShape,
  outboundRules,
  outboundShape,
  type Precedences,
} from './rules.js';
import { connectors, PLACE, text } from './schema.js';

export { schemas } from './schema.js';

const mvAttribute = (name: string, more: Partial<PlanMvAttribute> = {}): PlanMvAttribute => ({
  name,
  type: text(),
  equality: 'exact',
  merge: false,
  prefer: [],
  place: PLACE,
  ...more,
});

const metaverse = (derived: Expr | undefined, fails: boolean): Plan['metaverse'] => [
  {
    name: 'person',
    attributes: [
      ...['k1', 'k2', 'v1', 'v2', 'first'].map((name) => mvAttribute(name)),
      mvAttribute('list', { type: text(true), equality: 'ignoreCase', merge: true }),
      mvAttribute('until', { type: { scalar: 'date', many: false }, equality: 'value' }),
      mvAttribute('boss', { type: { scalar: 'ref', many: false, to: ['person'] }, equality: 'ref' }),
      mvAttribute('team', { type: { scalar: 'ref', many: true, to: ['person'] }, equality: 'ref' }),
      mvAttribute('d1', {
        derived: fails
          ? {
              op: 'if',
              condition: { op: 'equal', left: source('v1'), right: constant('c'), by: 'exact' },
              then: { op: 'error', message: constant('no d1') },
              else: source('v1'),
            }
          : { op: 'text', parts: [source('v1'), ' ', source('v2')] },
      }),
      ...(derived === undefined ? [] : [mvAttribute('d2', { derived })]),
    ],
  },
];

/** What a random program is made from. */
interface Shape {
  readonly hr: InboundShape;
  readonly ad: InboundShape | undefined;
  readonly toAd: OutboundShape;
  readonly toCl: OutboundShape | undefined;
  readonly derived: Expr | undefined;
  readonly fails: boolean;
  /** Shuffled against the order of the rules. */
  readonly precedences: readonly number[];
}

const shape: fc.Arbitrary<Shape> = fc.record({
  hr: inboundShape('hr.person', fc.constant(true)),
  ad: optional(inboundShape('ad.user', fc.constantFrom(false, false, true))),
  toAd: outboundShape,
  toCl: optional(outboundShape),
  derived: optional(fc.constant<Expr>(throughBoss('mv', 'person')('v1'))),
  fails: fc.boolean(),
  precedences: fc.shuffledSubarray([10, 20, 30, 40, 50, 60, 70, 80], { minLength: 8 }),
});

/** `suffix` ends the name of every rule. */
const planOf = (shape: Shape, suffix = ''): Plan => {
  const keys = new KeyList();
  const at = (index: number): Precedences => shape.precedences.slice(2 * index, 2 * index + 2);
  const rules = [
    ...inboundRules(keys, 'hr', 'hr.person', shape.hr, at(0)),
    ...(shape.ad === undefined ? [] : inboundRules(keys, 'adIn', 'ad.user', shape.ad, at(1))),
    ...outboundRules(keys, 'ad', shape.toAd, at(2)),
    ...(shape.toCl === undefined ? [] : outboundRules(keys, 'cl', shape.toCl, at(3))),
  ].sort((a, b) => (a.precedence ?? 1e9) - (b.precedence ?? 1e9));
  return sealPlan({
    format: 'syncrule-plan/1',
    files: ['program.syncrule'],
    params: [],
    functions: [],
    connectors,
    metaverse: metaverse(shape.derived, shape.fails),
    namespaces: [],
    keys: keys.keys,
    rules: rules.map((rule) => ({ ...rule, name: `${rule.name}${suffix}` })),
  });
};

export const program: fc.Arbitrary<Plan> = shape.map((each) => planOf(each));

/** A plan and one to follow it: parts of another program in place of some of its own, sometimes with all rules renamed. */
export const programs: fc.Arbitrary<readonly [Plan, Plan]> = fc
  .record({
    one: shape,
    other: shape,
    parts: fc.subarray<keyof Shape>(['hr', 'ad', 'toAd', 'toCl', 'derived', 'fails', 'precedences']),
    suffix: fc.constantFrom('', '', 'New'),
  })
  .map(({ one, other, parts, suffix }) => {
    const taken = Object.fromEntries(parts.map((part) => [part, other[part]]));
    return [planOf(one), planOf({ ...one, ...taken }, suffix)];
  });
