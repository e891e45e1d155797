// Whether a program reads time: then what a test of it shows depends on when it plays.
import type { Clause, Expression } from '../../syntax/index.js';
import { expressionsIn } from '../syntax-walk.js';
import type { Tables } from '../tables.js';

/** Whether any rule, attribute or function asks for the time, for `goneSince`, or waits before it deprovisions. */
export const readsTime = (tables: Tables): boolean => {
  const clauses = [...tables.all('rule'), ...tables.all('flows')].flatMap(({ declaration }) => declaration.clauses);
  const derived = tables
    .all('metaverse')
    .flatMap(({ declaration }) => declaration.attributes.map(({ value }) => value));
  const bodies = tables.all('function').map(({ declaration }) => declaration.body);
  const waits = clauses.some((clause) => clause.kind === 'deprovision' && clause.after !== undefined);
  return waits || [...clauses.flatMap(expressionsOf), ...derived, ...bodies].some(asksForTime);
};

/** The expressions that a clause holds. */
export const expressionsOf = (clause: Clause): readonly Expression[] => {
  switch (clause.kind) {
    case 'scope':
    case 'join':
      return [clause.condition];
    case 'project':
    case 'provision':
    case 'unclaimed':
      return clause.when === undefined ? [] : [clause.when];
    case 'deprovision':
      return clause.after === undefined ? [] : [clause.after];
    case 'let':
    case 'flow':
      return [clause.value];
    case 'include':
    case 'disabled':
      return [];
  }
};

const asksForTime = (expression: Expression | undefined): boolean => {
  if (expression === undefined) return false;
  for (const part of expressionsIn(expression)) {
    if (part.kind === 'call' && (part.name.text === 'now' || part.name.text === 'today')) return true;
    if ((part.kind === 'name' || part.kind === 'member' || part.kind === 'qualified') && part.name.text === 'goneSince')
      return true;
  }
  return false;
};
