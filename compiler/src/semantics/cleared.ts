// Which metaverse attributes some flow can clear (P1): read off the syntax, before anything is checked.
import { pathText } from '../syntax/index.js';
import { partsOf } from './rules/includes.js';
import { outcomesOf } from './syntax-walk.js';
import type { Tables } from './tables.js';

/** Whether a flow of a rule that is not disabled can `clear` an attribute of a metaverse type. */
export const clearedAttributes = (tables: Tables): ((type: string, attribute: string) => boolean) => {
  const cleared = new Set<string>();
  for (const { declaration, file } of tables.all('rule')) {
    if (declaration.clauses.some((clause) => clause.kind === 'disabled')) continue;
    const targets = partsOf(declaration.clauses, file, tables)
      .flatMap((part) => part.flows)
      .filter((flow) => outcomesOf(flow.value).some((outcome) => outcome.kind === 'clear'))
      .flatMap((flow) => flow.targets.map(pathText));
    const types = declaration.to.flatMap((type) => (type.second === undefined ? [type.first.text] : []));
    for (const type of types) for (const target of targets) cleared.add(`${type} ${target}`);
  }
  return (type, attribute) => cleared.has(`${type} ${attribute}`);
};
