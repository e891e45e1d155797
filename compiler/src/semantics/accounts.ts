// The accounts that outbound rules give to the objects of connector types (N2, X4).
import type { TypeName } from '../syntax/index.js';
import type { Tables } from './tables.js';

/** By connector type; rules that are disabled give none. */
export const declaredAccounts = (tables: Tables): ReadonlyMap<string, readonly string[]> => {
  const accounts = new Map<string, Set<string>>();
  for (const { declaration } of tables.all('rule')) {
    if (declaration.clauses.some((clause) => clause.kind === 'disabled')) continue;
    for (const type of declaration.to) add(accounts, type);
  }
  return new Map([...accounts].map(([type, names]) => [type, [...names].sort()]));
};

const add = (accounts: Map<string, Set<string>>, { first, second, account }: TypeName): void => {
  if (second === undefined || account === undefined || account.text === '') return;
  const type = `${first.text}.${second.text}`;
  accounts.set(type, (accounts.get(type) ?? new Set<string>()).add(account.text));
};
