// Namespaces of random programs, and what asks for names in them.
import type { Expr, PlanFlow, PlanMvAttribute, PlanNamespace } from '@syncrule/runtime/plan';
import { source, text, through } from './expressions.js';
import type { Naming } from './knobs.js';

const PLACE = [0, 1, 1] as const;
const NAMESPACE = 'logins';

export const namespacesOf = (names: Naming | undefined): readonly PlanNamespace[] =>
  names === undefined
    ? []
    : [
        {
          name: NAMESPACE,
          place: PLACE,
          entries: [
            { type: 'ad.user', of: source('k1'), place: PLACE },
            { type: 'cl.user', of: source('s1'), place: PLACE },
            ...(names.people ? [{ type: 'person', of: source('k2'), place: PLACE }] : []),
          ],
        },
      ];

const unique = ({ numbered }: Naming, from: string, place: { readonly type: string; readonly name: string }): Expr => ({
  op: 'unique',
  namespace: NAMESPACE,
  candidates: [source(from), source('s1')],
  ...(numbered
    ? {
        next: {
          op: 'lambda',
          variable: 'n',
          body: { op: 'text', parts: [source(from), { op: 'variable', name: 'n' }] },
        },
      }
    : {}),
  place,
});

/** A flow to k1 of the first directory asks for a name; one to s1 of the second does too, or is made of the derived one. */
export const loginFlow = (flow: PlanFlow, type: string, names: Naming | undefined): PlanFlow => {
  if (names === undefined) return flow;
  if (type === 'ad.user' && flow.target === 'k1' && names.flow !== 'none')
    return { ...flow, mode: names.flow, of: unique(names, 'k1', { type, name: 'k1' }) };
  if (type !== 'cl.user' || flow.target !== 's1') return flow;
  if (names.second) return { ...flow, mode: 'set', of: unique(names, 'k1', { type, name: 's1' }) };
  return names.derived ? { ...flow, mode: 'set', of: source('mail') } : flow;
};

export const nameAttributes = (names: Naming | undefined): readonly PlanMvAttribute[] => {
  if (names === undefined || !names.derived) return [];
  const base = {
    type: { scalar: 'string', many: false },
    equality: 'exact',
    merge: false,
    prefer: [],
    place: PLACE,
  } as const;
  return [
    { ...base, name: 'login', level: 1, derived: unique(names, 's1', { type: 'person', name: 'login' }) },
    {
      ...base,
      name: 'mail',
      level: 2,
      derived: {
        op: 'text',
        parts: [names.bosses ? through('login', 'mv', 'person') : source('login'), text('@')],
      },
    },
  ];
};
