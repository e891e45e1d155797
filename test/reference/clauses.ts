// Clauses of random rules: joins, scopes, expressions, and the keys that they look up.
import type { Expr, PlanJoin, PlanKey } from '@syncrule/runtime/plan';
import { equal, failsOn, present, source, text, through } from './expressions.js';
import type { Flow, Join, Scope, Team } from './knobs.js';

const PLACE = [0, 1, 1] as const;
const DAY = 86_400_000;
/** On the metaverse's side alone. */
const GONE = 'goneSince';

export class Keys {
  readonly keys: PlanKey[] = [];
  of(type: string, attributes: readonly string[], by: 'exact' | 'ref' = 'exact'): number {
    const key: PlanKey = { type, parts: attributes.map((name) => ({ of: source(name), by })), conditions: [] };
    const at = this.keys.findIndex((each) => JSON.stringify(each) === JSON.stringify(key));
    return at < 0 ? this.keys.push(key) - 1 : at;
  }
}

export const joinsOf = (keys: Keys, joins: readonly Join[], from: string, to: string): readonly PlanJoin[] =>
  joins.map(({ own, other, second }) => ({
    place: PLACE,
    source: keys.of(from, [own, ...(second ? [second.own] : [])]),
    target: keys.of(to, [other, ...(second ? [second.other] : [])]),
  }));

/** `every person p where p.by == by and p.having is present`; open: by way of a function. */
export const everyOf = (keys: Keys, { by, having, open }: Team): Expr => {
  const link: Expr = by === 'boss' ? { op: 'self' } : source(by);
  if (open) return { op: 'apply', name: 'teamOf', arguments: [link] };
  return everyBy(keys, { by, having }, link);
};

export const everyBy = (keys: Keys, { by, having }: Pick<Team, 'by' | 'having'>, link: Expr): Expr => ({
  op: 'every',
  type: 'person',
  variable: 'p',
  key: keys.of('person', [by], by === 'boss' ? 'ref' : 'exact'),
  links: [link],
  ...(having === undefined
    ? {}
    : {
        condition: present({
          op: 'through',
          of: { op: 'variable', name: 'p' },
          attribute: having,
          side: 'mv',
          types: ['person'],
        }),
      }),
});

export const scopeOf = (keys: Keys, scope: Scope, at: 'cs' | 'mv', type: string): { readonly scope?: Expr } => {
  switch (scope.kind) {
    case 'always':
      return {};
    case 'past':
      return { scope: { op: 'less', left: source('day'), right: { op: 'today', zone: text('UTC') } } };
    case 'boss':
      return { scope: present(through(scope.attribute, at, type)) };
    case 'team':
      return { scope: present(everyBy(keys, { by: 'k1', having: 's1' }, source('k2'))) };
    case 'gone':
      return { scope: present(source(GONE)) };
    case 'long gone':
      return {
        scope: {
          op: 'less',
          left: {
            op: 'add',
            kind: 'datetime',
            left: source(GONE),
            right: { op: 'const', value: { duration: 2 * DAY } },
          },
          right: { op: 'now' },
        },
      };
    case 'present':
    case 'missing':
      return { scope: { op: scope.kind, of: source(scope.attribute) } };
    default:
      return { scope: { op: scope.kind, left: source(scope.attribute), right: text(scope.letter), by: 'exact' } };
  }
};

export const exprOf = ({ kind, from, letter }: Flow, at: 'cs' | 'mv', type: string): Expr => {
  switch (kind) {
    case 'const':
      return text(letter);
    case 'otherwise':
      return { op: 'otherwise', left: source(from), right: text(letter) };
    case 'clear':
      return { op: 'if', condition: equal(source(from), text(letter)), then: { op: 'clear' }, else: source(from) };
    case 'keep':
      return {
        op: 'if',
        condition: equal(source(from), text(letter)),
        then: { op: at === 'mv' ? 'keep' : 'clear' },
        else: source(from),
      };
    case 'error':
      return failsOn(from, letter, source(from));
    case 'boss':
      return through(from, at, type);
    default:
      return source(from);
  }
};
