// A4: which rule ranks before which. Rules that can meet and write the same attribute must have an order.
import type { Diagnostic } from '../diagnostics/index.js';
import type { CheckedProgram, CheckedRule } from '../semantics/model.js';
import { inOrder, listed, report } from './report.js';
import { type Contender, type Contest, canMeet, type PathsOf, pairs } from './rules.js';
import { type Writer, writersOf } from './writers.js';

/** Rule names that rank first for an attribute, in this order; only metaverse attributes have such a list. */
export type PreferOf = (mvType: string, attribute: string) => readonly string[];

/**
 * Negative: `a` ranks before `b` for an attribute; 0: no order. Rules that `prefer` names come first, in its order; then
 * the smaller precedence, none last; then, of one rule's variants, the earlier one.
 */
export const compareRank = (a: CheckedRule, b: CheckedRule, prefer: readonly string[]): number =>
  place(prefer, a.plan.name) - place(prefer, b.plan.name) ||
  Math.sign(precedence(a) - precedence(b)) ||
  (a.plan.name === b.plan.name ? a.plan.variant - b.plan.variant : 0);

const place = (prefer: readonly string[], name: string): number => {
  const index = prefer.indexOf(name);
  return index < 0 ? prefer.length : index;
};

/** Larger than every precedence: the tokens of the language end at 64 bits. */
const NONE = 2 ** 64;
const precedence = ({ plan }: CheckedRule): number => plan.precedence ?? NONE;

/** One finding for each two rules, whatever the number of attributes that they both write. */
export const rankFindings = (contest: Contest, prefer: PreferOf, pathsOf: PathsOf): readonly Diagnostic[] => {
  const unordered = new Map<string, { readonly writers: readonly [Writer, Writer]; readonly attributes: string[] }>();
  const meet = remembered((a: Contender, b: Contender) => canMeet(a, b, pathsOf));
  for (const [attribute, writers] of writersOf(contest)) {
    const setting = writers.filter((writer) => writer.flow.plan.mode !== 'merge');
    const first = setting[0]?.contender.rule;
    const preferred = first === undefined ? [] : preferIn(contest, first, attribute, prefer);
    for (const [a, b] of sameRank(setting, preferred).flatMap(pairs)) {
      // Two flows of one rule were reported where they stand (F5).
      if (a.contender === b.contender) continue;
      const [left, right] = [a.contender.rule, b.contender.rule];
      if (compareRank(left, right, preferred) !== 0) continue;
      if (!meet(a.contender, b.contender)) continue;
      const key = `${left.plan.name}\n${right.plan.name}`;
      const known = unordered.get(key);
      if (known === undefined) unordered.set(key, { writers: [a, b], attributes: [attribute] });
      else if (!known.attributes.includes(attribute)) known.attributes.push(attribute);
    }
  }
  return [...unordered.values()].map(({ writers: [a, b], attributes }) => noOrder(a, b, attributes));
};

/** Writers that neither `prefer` nor precedence tells apart: only these need to be compared two by two. */
const sameRank = (writers: readonly Writer[], prefer: readonly string[]): readonly (readonly Writer[])[] => {
  const groups = new Map<string, Writer[]>();
  for (const writer of writers) {
    const { rule } = writer.contender;
    const key = `${place(prefer, rule.plan.name)} ${precedence(rule)}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [writer]);
    else known.push(writer);
  }
  return [...groups.values()];
};

const preferIn = (contest: Contest, { plan }: CheckedRule, attribute: string, prefer: PreferOf): readonly string[] =>
  contest.direction === 'inbound' ? prefer(plan.mvType, attribute) : [];

/** Two rules that write ten attributes are compared once. */
const remembered = (meet: (a: Contender, b: Contender) => boolean) => {
  const known = new Map<Contender, Map<Contender, boolean>>();
  return (a: Contender, b: Contender): boolean => {
    const row = known.get(a) ?? new Map<Contender, boolean>();
    const answer = row.get(b) ?? meet(a, b);
    known.set(a, row.set(b, answer));
    return answer;
  };
};

const noOrder = (a: Writer, b: Writer, attributes: readonly string[]): Diagnostic => {
  const [first, second] = inOrder(a, b, (writer) => writer.flow.location);
  const name = (writer: Writer) => writer.contender.rule.plan.name;
  const values = { first: name(first), second: name(second), attributes: listed(attributes) };
  return report('SR4002', second.flow.location, values, {
    label: `written by \`${name(second)}\` here`,
    related: [{ location: first.flow.location, message: `and by \`${name(first)}\` here` }],
  });
};

/** `prefer` naming a rule that does not write the attribute. Unknown names and rules that are disabled are no concern of this. */
export const preferFindings = (program: CheckedProgram): readonly Diagnostic[] => {
  const rulesCalled = (name: string): readonly CheckedRule[] => program.rules.filter(({ plan }) => plan.name === name);
  return program.metaverse.flatMap((type) =>
    type.attributes.flatMap(({ name: attribute, declaration }) =>
      declaration.prefer
        .filter(({ text }) => {
          const rules = rulesCalled(text);
          return rules.length > 0 && !rules.some((rule) => writes(rule, type.plan.name, attribute));
        })
        .map(({ text, span }) => report('SR4003', { file: type.file, span }, { rule: text, attribute })),
    ),
  );
};

const writes = ({ plan }: CheckedRule, mvType: string, attribute: string): boolean =>
  plan.direction === 'inbound' && plan.mvType === mvType && plan.flows.some((flow) => flow.target === attribute);
