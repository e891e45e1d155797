// The flows of a rule (7.6): targets, outcomes, what they yield under which facts.
import type { PlanFlow } from '@syncrule/runtime/plan';
import { namesDiagnostics } from '../../diagnostics/catalogue/names.js';
import { rulesDiagnostics } from '../../diagnostics/catalogue/rules.js';
import { diagnosticsOf, didYouMean } from '../../diagnostics/index.js';
import type { Location } from '../../source/index.js';
import { type FlowClause, type Path, pathText } from '../../syntax/index.js';
import { check } from '../expressions/index.js';
import { type Report, silent } from '../findings.js';
import type { AbsentPart, CheckedFlow } from '../model.js';
import { meant } from '../nearest-name.js';
import { attributeNames, type ObjectAttribute } from '../object-types.js';
import type { PlaceOf } from '../places.js';
import type { Expectation, Facts, Scope, Typed } from '../scope.js';
import { expressionsIn, outcomesOf } from '../syntax-walk.js';
import type { Part } from './includes.js';
import { checkPassword, passwordIn } from './passwords.js';
import { flowScopes, type LetNames, type PlaceInRule } from './scopes.js';

const report = diagnosticsOf(rulesDiagnostics);
const reportName = diagnosticsOf(namesDiagnostics);

/** One target of one flow clause. */
interface Subject {
  readonly clause: FlowClause;
  readonly target: Path;
  readonly attribute: ObjectAttribute;
  readonly part: Part;
}

export interface FlowsContext {
  readonly place: Omit<PlaceInRule, 'lets' | 'file'>;
  /** What holds in the rule: true of its scope; nothing for `flows` by themselves. */
  readonly facts: Facts;
  readonly placeOf: PlaceOf;
  /** Findings in included parts are reported where those are declared. */
  readonly reportOf: (part: Part) => Report;
  /** The `let`s of a part under some facts, each checked once. */
  readonly letsOf: (part: Part, facts: Facts) => LetNames;
}

/** With the scopes of flows, made once for all that see the same. */
interface Flows extends FlowsContext {
  readonly scopesOf: (part: Part, given: Given) => (target: string) => Scope;
}

/** Checks all flows of a rule, or of `flows`, for one pair of types. */
export const checkFlows = (parts: readonly Part[], around: FlowsContext): readonly CheckedFlow[] => {
  const context: Flows = { ...around, scopesOf: scopesOfParts(around) };
  const subjects = parts.flatMap((part) =>
    part.flows.flatMap((clause) => clause.targets.flatMap((target) => subjectOf(clause, target, part, context))),
  );
  reportRepeatedTargets(subjects, parts[0], context);
  return subjects.map((subject) => checkFlow(subject, context));
};

/** Nearly all flows of a part are checked under the same facts, so the last scopes of each part are kept. */
const scopesOfParts = ({ place, letsOf }: FlowsContext): Flows['scopesOf'] => {
  const known = new Map<Part, Given & { readonly scopes: (target: string) => Scope }>();
  return (part, { facts, to }) => {
    const last = known.get(part);
    if (last?.facts === facts && last.to === to) return last.scopes;
    const scopes = flowScopes({ ...place, file: part.file, report: to, lets: letsOf(part, facts) });
    known.set(part, { facts, to, scopes });
    return scopes;
  };
};

const at = (part: Part, node: { readonly span: Location['span'] }): Location => ({ file: part.file, span: node.span });

/** The target, if there is such an attribute; the right side is checked even where there is none. */
const subjectOf = (clause: FlowClause, target: Path, part: Part, context: Flows): Subject[] => {
  const { pair } = context.place;
  const name = pathText(target);
  const attribute = pair.target.find(name);
  if (attribute !== undefined) return [{ clause, target, attribute, part }];
  // A word without a right side was reported by the parser: it may have been meant as something else than a target.
  const isHole =
    clause.value.kind === 'missing' || target.names.length === 0 || target.names.some((part) => part.text === '');
  if (!isHole) {
    const location = at(part, target);
    const extras = pair.target.isGroup(name)
      ? { help: `a composite attribute is written member by member: ${membersOf(context, name)}` }
      : meant(location, name, attributeNames(pair.target));
    context.reportOf(part)(reportName('SR3006', location, { type: pair.target.name, name }, extras));
  }
  evaluate(clause, name, part, context, { facts: context.facts, to: context.reportOf(part) }, undefined);
  return [];
};

const membersOf = ({ place }: FlowsContext, group: string): string =>
  attributeNames(place.pair.target)
    .filter((name) => name.startsWith(`${group}.`))
    .map((name) => `\`${name}\``)
    .join(', ');

/** F5: one flow for each attribute, included ones counted. */
const reportRepeatedTargets = (subjects: readonly Subject[], own: Part | undefined, context: FlowsContext): void => {
  const first = new Map<string, Subject>();
  for (const subject of subjects) {
    const earlier = first.get(subject.attribute.name);
    if (earlier === undefined) {
      first.set(subject.attribute.name, subject);
      continue;
    }
    const { part, target } = subject;
    // Both stand in the same `flows`, which were checked by themselves.
    if (part.included !== undefined && earlier.part === part && own !== undefined) continue;
    const location =
      part.included === undefined || own === undefined ? at(part, target) : at(own, { span: part.included });
    const related = [{ location: at(earlier.part, earlier.target), message: 'the first flow to it' }];
    const to = own === undefined ? context.reportOf(part) : context.reportOf(own);
    to(report('SR3401', location, { name: subject.attribute.name }, { related }));
  }
};

const checkFlow = (subject: Subject, context: Flows): CheckedFlow => {
  const { clause, attribute, part, target } = subject;
  const to = context.reportOf(part);
  reportTarget(subject, context, to);
  reportOutcomes(subject, context, to);
  const typedWith = (facts: Facts, reporting: Report) =>
    evaluate(clause, attribute.name, part, context, { facts, to: reporting }, attribute);
  reportSame(subject, context, to);
  const typed = typedWith(context.facts, to);
  return {
    plan: planFlow(subject, typed, context),
    clause,
    location: at(part, target),
    certain: typed.certain,
    mayBeAbsentGiven: (facts) => absentParts(typedWith(facts, silent), clause, part),
    mayClear: typed.mayClear,
    mayKeep: typed.mayKeep,
  };
};

const planFlow = ({ clause, attribute, part, target }: Subject, typed: Typed, context: Flows): PlanFlow => ({
  target: attribute.name,
  mode: clause.mode,
  of: typed.expr,
  place: context.placeOf(at(part, target)),
});

const absentParts = (typed: Typed, clause: FlowClause, part: Part): readonly AbsentPart[] => {
  if (typed.certain) return [];
  const { start, end } = clause.value.span;
  const whole = { span: clause.value.span, text: part.file.text.slice(start, end) };
  const parts = typed.mayBeAbsent.length === 0 ? [whole] : typed.mayBeAbsent;
  return parts.map(({ span, text }) => ({ location: { file: part.file, span }, text }));
};

interface Given {
  readonly facts: Facts;
  readonly to: Report;
}

/** The right side for one target, with the `let`s of its part, under some facts. */
const evaluate = (
  clause: FlowClause,
  name: string,
  part: Part,
  context: Flows,
  { facts, to }: Given,
  attribute: ObjectAttribute | undefined,
): Typed => {
  const password = passwordIn(clause, attribute);
  if (password !== undefined) return checkPassword(password, { file: part.file, to });
  const scope = context.scopesOf(part, { facts, to })(name);
  return check(clause.value, scope, facts, expectationOf(clause, attribute, context));
};

const expectationOf = (
  clause: FlowClause,
  attribute: ObjectAttribute | undefined,
  { place }: FlowsContext,
): Expectation => {
  const { direction, target } = place.pair;
  return {
    type: attribute?.type,
    position: 'flow',
    ...(attribute?.type.scalar === 'ref' ? { crossing: true } : {}),
    ...(target.connector === undefined ? {} : { connector: target.connector }),
    ...(direction === 'inbound' && clause.mode === 'once' ? { moving: 'anywhere' as const } : {}),
  };
};

/** F6, and the forms of F7 that are about the target. */
const reportTarget = ({ clause, target, attribute, part }: Subject, { place }: FlowsContext, to: Report): void => {
  const location = at(part, target);
  const { name } = attribute;
  if (attribute.writable === 'never') {
    to(report('SR3402', location, { name }));
  } else if (attribute.writable === 'create' && clause.mode !== 'once') {
    const before = { start: clause.value.span.start, end: clause.value.span.start };
    const fix = { title: 'Add `once`', edits: [{ location: { file: part.file, span: before }, text: 'once ' }] };
    to(report('SR3403', location, { name }, { fixes: clause.mode === 'set' ? [fix] : [] }));
  }
  if (clause.mode === 'merge' && !attribute.type.many) to(report('SR3406', location, { name }));
  if (clause.mode === 'once' && place.pair.direction === 'inbound' && attribute.type.scalar === 'ref') {
    to(report('SR3408', location, { name }));
  }
};

/** F3 and the forms of F7 that are about outcomes. */
const reportOutcomes = ({ clause, attribute, part }: Subject, { place }: FlowsContext, to: Report): void => {
  for (const outcome of outcomesOf(clause.value)) {
    const { kind } = outcome;
    if (kind !== 'clear' && kind !== 'keep') continue;
    const location = at(part, outcome);
    if (clause.mode !== 'set') to(report('SR3405', location, { outcome: kind, mode: clause.mode }));
    else if (kind === 'keep' && place.pair.direction === 'inbound') to(report('SR3404', location, {}));
    else if (kind === 'clear' && attribute.isName) to(report('SR3407', location, { name: attribute.name }));
  }
};

/** N7: `same` needs a source attribute of the target's name. */
const reportSame = ({ clause, target, attribute, part }: Subject, { place }: FlowsContext, to: Report): void => {
  const { source } = place.pair;
  if (source.find(attribute.name) !== undefined) return;
  if (![...expressionsIn(clause.value)].some((expression) => expression.kind === 'same')) return;
  const help = didYouMean(attribute.name, attributeNames(source));
  const values = { type: source.name, name: attribute.name };
  to(reportName('SR3013', at(part, target), values, help === undefined ? {} : { help }));
};
