// Join by many: several objects may have the value that a join looks up.
import type { Expr, PlanKey } from '@syncrule/runtime/plan';
import { exprsIn } from '../../semantics/expr-walk.js';
import type { CheckedProgram } from '../../semantics/index.js';
import { attributeKey } from '../reads.js';
import { lintRule } from '../rule.js';
import { account, people } from '../world.js';

const program = people('mail: string', 'mail <- mail');

export const joinByMany = lintRule({
  code: 'SR4110',
  of: 'any',
  definition: {
    severity: 'hint',
    title: 'Join that several objects may meet',
    message: 'expected a join that finds at most one object of `{type}`, found that {why}',
    help: 'join by an identifier, add a link that narrows it, or say `"unique": true` in the schema where that is so',
    explanation:
      'A join needs exactly one match. What is looked up here is not known to belong to one object only, so it may find several; then nothing is joined or made, and the object waits with an error that names the candidates. Where the connected system does keep the attribute unique, say so in its schema.',
    wrong: `${program}\n${account('mail <- mail').replace('id == cs.employeeID', 'mail == cs.mail')}`,
    right: `${program}\n${account('mail <- mail')}`,
  },
  find: ({ program: checked }, report) => {
    const known = { unique: checked.unique, lists: listsOf(checked) };
    return checked.rules.flatMap((rule) =>
      rule.plan.joins.flatMap((join, i) => {
        const key = checked.keys[join.target];
        const why = key === undefined ? undefined : whySeveral(key, known);
        if (key === undefined || why === undefined) return [];
        return [report(rule.joins[i]?.location ?? rule.nameLocation, { type: key.type, why })];
      }),
    );
  },
});

/** Attributes by `type.attribute`. */
interface Known {
  readonly unique: ReadonlySet<string>;
  /** Those that hold several values. */
  readonly lists: ReadonlySet<string>;
}

/** Why several objects may have one key; one part that is unique is enough. */
const whySeveral = ({ type, parts }: PlanKey, known: Known): string | undefined => {
  const findings = parts.map(({ of }) => whyNotUnique(of, type, known));
  return findings.every((finding) => finding !== undefined) ? findings[0] : undefined;
};

const whyNotUnique = (of: Expr, type: string, { unique, lists }: Known): string | undefined => {
  const read = exprsIn(of).flatMap((expr) => (expr.op === 'source' ? [expr.attribute] : []));
  const [first] = read;
  if (first === undefined || read.some((attribute) => unique.has(attributeKey(type, attribute)))) return undefined;
  if (of.op === 'source' && lists.has(attributeKey(type, first))) return `\`${first}\` holds several values`;
  // Nothing says of a metaverse attribute whether it is unique: the rules that write it keep it so.
  return type.includes('.') ? `its schema does not say that \`${first}\` is unique` : undefined;
};

const listsOf = ({ connectors, metaverse }: CheckedProgram): ReadonlySet<string> =>
  new Set(
    [
      ...connectors.flatMap(({ name, types }) => types.map((type) => ({ ...type, name: `${name}.${type.name}` }))),
      ...metaverse.map(({ plan }) => plan),
    ].flatMap(({ name, attributes }) =>
      attributes.flatMap((each) => (each.type.many ? [attributeKey(name, each.name)] : [])),
    ),
  );
