// A9: what a target requires on creation is certain to have a value when a rule creates an object.
import type { PlanCsAttribute } from '@syncrule/runtime/plan';
import type { Diagnostic, Extras, Fix } from '../diagnostics/index.js';
import type { AbsentPart, CheckedFlow, CheckedProgram, CheckedRule } from '../semantics/model.js';
import { conditionOf, implies, inline } from './conditions/index.js';
import { report } from './report.js';
import type { Contender, Contest, PathsOf } from './rules.js';

export const creationFindings = (program: CheckedProgram, contest: Contest, pathsOf: PathsOf): readonly Diagnostic[] =>
  contest.contenders.filter(isProvisioning).flatMap((contender) => {
    const applies = remembered((other: Contender) => appliesToo(contender, other, pathsOf));
    return requiredOf(program, contender.rule).flatMap(({ name }) => {
      const writers = contest.contenders.filter((other) => other.rule.flows.some((flow) => flow.plan.target === name));
      const own = writers.includes(contender) ? [contender] : [];
      // Most rules give what they require themselves: then nobody else is compared with them.
      return findingFor(contender.rule, name, own).length === 0
        ? []
        : findingFor(contender.rule, name, writers.filter(applies));
    });
  });

/** Two rules that require ten attributes are compared once. */
const remembered = (test: (other: Contender) => boolean) => {
  const known = new Map<Contender, boolean>();
  return (other: Contender): boolean => {
    const answer = known.get(other) ?? test(other);
    known.set(other, answer);
    return answer;
  };
};

const isProvisioning = ({ rule: { plan } }: Contender): boolean =>
  plan.direction === 'outbound' && plan.provision !== undefined;

/** Whether another rule applies to every object that this one creates. */
const appliesToo = (creating: Contender, other: Contender, pathsOf: PathsOf): boolean => {
  if (other === creating) return true;
  const { rule, definitions } = creating;
  const when = rule.plan.direction === 'outbound' ? rule.plan.provision?.when : undefined;
  const conditions = [rule.plan.scope, when].flatMap((each) => (each === undefined ? [] : [inline(each, definitions)]));
  const created = conditionOf({ op: 'and', items: conditions });
  return implies(created, other.scope, pathsOf(rule, other.rule));
};

const requiredOf = (program: CheckedProgram, { plan }: CheckedRule): readonly PlanCsAttribute[] => {
  const connector = program.connectors.find((each) => plan.csType.startsWith(`${each.name}.`));
  const type = connector?.types.find((each) => `${connector.name}.${each.name}` === plan.csType);
  return (type?.attributes ?? []).filter((attribute) => attribute.required && attribute.writable !== 'never');
};

/** Why a flow is not certain to yield a value. */
type Doubt = { readonly kind: 'absent'; readonly parts: readonly AbsentPart[] } | { readonly kind: 'clear' | 'keep' };

const findingFor = (rule: CheckedRule, name: string, applying: readonly Contender[]): readonly Diagnostic[] => {
  const flows = applying.flatMap((each) => each.rule.flows.filter((flow) => flow.plan.target === name));
  const doubts = flows.map((flow) => ({ flow, doubt: doubtOf(flow, rule) }));
  if (doubts.some(({ doubt }) => doubt === undefined)) return [];
  const own = doubts.find(({ flow }) => rule.flows.includes(flow)) ?? doubts[0];
  if (own?.doubt === undefined) return [nothingWrites(rule, name)];
  return [mayBeAbsent(rule, name, own.flow, own.doubt)];
};

const doubtOf = (flow: CheckedFlow, rule: CheckedRule): Doubt | undefined => {
  if (flow.mayClear) return { kind: 'clear' };
  if (flow.mayKeep) return { kind: 'keep' };
  const parts = flow.mayBeAbsentGiven(rule.creationFacts);
  return parts.length === 0 ? undefined : { kind: 'absent', parts };
};

const nothingWrites = (rule: CheckedRule, attribute: string): Diagnostic =>
  report(
    'SR4008',
    rule.provisionLocation ?? rule.nameLocation,
    { attribute, type: rule.plan.csType, rule: rule.plan.name },
    { label: 'creates objects' },
  );

const mayBeAbsent = (rule: CheckedRule, attribute: string, flow: CheckedFlow, doubt: Doubt): Diagnostic =>
  report(
    'SR4009',
    flow.location,
    { attribute, type: rule.plan.csType, rule: rule.plan.name, reason: reasonOf(doubt) },
    extrasOf(rule, flow, doubt),
  );

const reasonOf = (doubt: Doubt): string => {
  if (doubt.kind !== 'absent') return `its flow may say \`${doubt.kind}\``;
  const texts = [...new Set(doubt.parts.map((part) => `\`${part.text}\``))];
  return `${texts.join(', ')} may be absent`;
};

const extrasOf = (rule: CheckedRule, flow: CheckedFlow, doubt: Doubt): Extras => {
  const created = { location: rule.provisionLocation ?? rule.nameLocation, message: 'objects are created here' };
  if (doubt.kind !== 'absent') return { related: [created] };
  const parts = doubt.parts.map(({ location, text }) => ({ location, message: `\`${text}\` may be absent` }));
  return { related: [...parts, created], fixes: [endWithError(flow, doubt.parts)] };
};

/** `x` becomes `x ?? error("no x")`; forms of the loosest level need parentheses. */
const endWithError = ({ clause, location }: CheckedFlow, parts: readonly AbsentPart[]): Fix => {
  const { span, kind } = clause.value;
  const isLoose = kind === 'if' || kind === 'case' || kind === 'every';
  const at = (offset: number, text: string) => ({
    location: { file: location.file, span: { start: offset, end: offset } },
    text,
  });
  const message = `no ${parts.map((part) => part.text).join(', ')}`.replace(/["\\$]/g, '\\$&');
  const end = at(span.end, `${isLoose ? ')' : ''} ?? error("${message}")`);
  return { title: 'Report an error when there is no value', edits: isLoose ? [at(span.start, '('), end] : [end] };
};
