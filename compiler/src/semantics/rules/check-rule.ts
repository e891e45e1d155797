// One rule: its structure, and each pair of its types, down to the rules of the plan.
import type { InboundRule, OutboundRule, PlanJoin } from '@syncrule/runtime/plan';
import { rulesDiagnostics } from '../../diagnostics/catalogue/rules.js';
import { diagnosticsOf } from '../../diagnostics/index.js';
import type { Location } from '../../source/index.js';
import type { Clause, Expression, RuleDeclaration } from '../../syntax/index.js';
import { check, noFacts, unionFacts } from '../expressions/index.js';
import { Findings, type Report, reportVariants, silent, type VariantFindings } from '../findings.js';
import { fixedText } from '../fixed-text.js';
import type { CheckedRule } from '../model.js';
import type { PlaceOf } from '../places.js';
import type { Facts, Typed } from '../scope.js';
import { type Declared, locationOf } from '../tables.js';
import type { World } from '../world.js';
import { checkAfter } from './after.js';
import { reportDecidedByName } from './decided.js';
import { checkFlows } from './flows.js';
import { type Part, partsOf } from './includes.js';
import { checkJoin } from './joins.js';
import { checkLets, type Lets, letsByPart } from './lets.js';
import { type Pair, pairsOf, pairText } from './pairs.js';
import { clauseScope, type LetNames } from './scopes.js';
import { checkRuleStructure, reportDirection, reportHidden, reportIncludedTypes } from './structure.js';

const report = diagnosticsOf(rulesDiagnostics);

export interface RuleContext {
  readonly world: World;
  readonly placeOf: PlaceOf;
  readonly whyNotLookedUp: (type: string) => (attribute: string) => string | undefined;
  readonly report: Report;
}

export interface RuleResult {
  readonly rules: readonly CheckedRule[];
  /** False: the rule, or a pair of it, is left out because of errors. */
  readonly complete: boolean;
}

type Rule = Declared<RuleDeclaration>;

/** Checks a rule; one that is `disabled` is checked and left out (R6). */
export const checkRule = (rule: Rule, context: RuleContext): RuleResult => {
  const findings = new Findings();
  checkRuleStructure(rule, context.world.tables, findings.report);
  reportPrecedence(rule, findings.report);
  const title = titleOf(rule);
  const { pairs, complete } = pairsOf(rule.declaration, rule.file, context.world, findings.report);
  const direction = pairs[0]?.direction;
  if (direction !== undefined) reportDirection(rule, direction, findings.report);
  const variants: VariantFindings[] = [];
  const rules = pairs.map((pair) => {
    const own = new Findings();
    const checked = checkPair(rule, pair, title, { ...context, report: own.report });
    variants.push({ variant: pairText(pair), findings: own.list() });
    return checked;
  });
  reportVariants(variants, findings.report);
  for (const finding of findings.list()) context.report(finding);
  const isDisabled = rule.declaration.clauses.some((clause) => clause.kind === 'disabled');
  return { rules: isDisabled ? [] : rules, complete: isDisabled || complete };
};

const LAST_PRECEDENCE = 1_000_000_000n;

const reportPrecedence = ({ declaration, file }: Rule, to: Report): void => {
  const { precedence } = declaration;
  if (precedence === undefined || (precedence.value >= 0n && precedence.value <= LAST_PRECEDENCE)) return;
  to(report('SR3306', { file, span: precedence.span }, { last: LAST_PRECEDENCE.toString() }));
};

const titleOf = ({ declaration }: Rule): string | undefined =>
  declaration.title === undefined ? undefined : fixedText(declaration.title);

const clauseOf = <K extends Clause['kind']>(rule: Rule, kind: K): Extract<Clause, { kind: K }> | undefined =>
  rule.declaration.clauses.find((clause): clause is Extract<Clause, { kind: K }> => clause.kind === kind);

const checkPair = (rule: Rule, pair: Pair, title: string | undefined, context: RuleContext): CheckedRule => {
  reportIncludedTypes(rule, pair, context.world.tables, context.report);
  reportHidden(rule, pair, context.report);
  const variant = new Variant(rule, pair, context);
  return variant.finish(title);
};

/** A rule for one pair of types. */
class Variant {
  private readonly parts: readonly Part[];
  private readonly own: Part;
  private readonly scope: Typed | undefined;
  private readonly facts: Facts;
  private readonly lets: { readonly of: (part: Part, facts: Facts) => Lets };

  constructor(
    private readonly rule: Rule,
    private readonly pair: Pair,
    private readonly context: RuleContext,
  ) {
    const { world, report: to } = context;
    this.parts = partsOf(rule.declaration.clauses, rule.file, world.tables);
    this.own = this.parts[0] ?? { file: rule.file, lets: [], flows: [] };
    const early = { place: { world, pair, file: rule.file, report: silent }, facts: noFacts, prefix: '' };
    const scope = clauseOf(rule, 'scope');
    this.scope =
      scope === undefined
        ? undefined
        : this.condition(scope.condition, 'scope', noFacts, checkLets(this.own.lets, early));
    this.facts = this.scope?.whenTrue ?? noFacts;
    this.lets = letsByPart({ world, pair, report: to }, (part) => (part.included === undefined ? to : silent));
    this.lets.of(this.own, this.facts);
  }

  finish(title: string | undefined): CheckedRule {
    const { rule, pair, context } = this;
    const creation = this.creation();
    const flows = checkFlows(this.parts, {
      place: { world: context.world, pair, report: context.report },
      facts: this.facts,
      placeOf: context.placeOf,
      reportOf: (part) => (part.included === undefined ? context.report : silent),
      letsOf: this.lets.of,
    });
    const joins = this.joins();
    const lets = this.parts.flatMap((part) =>
      this.lets
        .of(part, this.facts)
        .checked()
        .map((entry) => ({ ...entry, location: letLocation(part, entry.name) })),
    );
    const { declaration, file } = rule;
    const nameLocation = locationOf(rule, declaration.name);
    const scopeLocation = this.at(clauseOf(rule, 'scope'));
    const base = {
      name: declaration.name.text,
      ...(title === undefined ? {} : { title }),
      place: context.placeOf(nameLocation),
      ...(declaration.precedence === undefined ? {} : { precedence: Number(declaration.precedence.value) }),
      variant: pair.variant,
      csType: (pair.source.side === 'cs' ? pair.source : pair.target).name,
      mvType: (pair.source.side === 'mv' ? pair.source : pair.target).name,
      ...(pair.account === undefined ? {} : { account: pair.account }),
      ...(this.scope === undefined ? {} : { scope: this.scope.expr }),
      ...(scopeLocation === undefined ? {} : { scopePlace: context.placeOf(scopeLocation) }),
      lets: lets.map(({ name, typed }) => ({ name, of: typed.expr })),
      flows: flows.map((flow) => flow.plan),
    };
    const ends = this.ends(creation.when);
    return {
      plan: { ...base, ...ends.plan, joins: joins.map((join) => join.plan) },
      declaration,
      file,
      nameLocation,
      scopeLocation: scopeLocation ?? nameLocation,
      joins: joins.map(({ location, clause }) => ({ location, clause })),
      lets: lets.map(({ name, location }) => ({ name, location })),
      flows,
      certainPaths: new Set(pair.source.attributes.filter((attribute) => attribute.certain()).map(({ name }) => name)),
      creationFacts: creation.facts,
      ...ends.checked,
    };
  }

  /** The condition of `provision when`, and what is known when an object is created. */
  private creation(): { readonly when: Typed | undefined; readonly facts: Facts } {
    const when = clauseOf(this.rule, 'provision')?.when;
    if (when === undefined) return { when: undefined, facts: this.facts };
    const typed = this.condition(when, 'when', this.facts, this.lets.of(this.own, this.facts));
    return { when: typed, facts: unionFacts(this.facts, typed.whenTrue) };
  }

  /** Where objects of the target begin and end: `project`, or `provision` and `deprovision`. */
  private ends(provisionWhen: Typed | undefined): {
    readonly plan:
      | Pick<InboundRule, 'direction' | 'project'>
      | Pick<OutboundRule, 'direction' | 'provision' | 'deprovision' | 'unclaimed'>;
    readonly checked: Partial<CheckedRule>;
  } {
    const { rule, pair, context } = this;
    if (pair.direction === 'inbound') {
      const project = clauseOf(rule, 'project');
      const location = this.at(project);
      if (project === undefined || location === undefined) return { plan: { direction: 'inbound' }, checked: {} };
      const lets = this.lets.of(this.own, this.facts);
      const when = project.when === undefined ? undefined : this.condition(project.when, 'when', this.facts, lets);
      const plan = { direction: 'inbound' as const, project: { ...whenOf(when), place: context.placeOf(location) } };
      return { plan, checked: { projectLocation: location } };
    }
    const provisionLocation = this.at(clauseOf(rule, 'provision'));
    const deprovision = clauseOf(rule, 'deprovision');
    const deprovisionLocation = this.at(deprovision);
    const action = deprovision?.action === 'missing' ? undefined : deprovision?.action;
    const after = deprovision?.after && checkAfter(deprovision.after, { ...context, file: rule.file });
    const unclaimed = this.unclaimed();
    return {
      plan: {
        direction: 'outbound',
        ...(provisionLocation === undefined
          ? {}
          : { provision: { ...whenOf(provisionWhen), place: context.placeOf(provisionLocation) } }),
        ...(deprovisionLocation === undefined || action === undefined
          ? {}
          : { deprovision: { action, place: context.placeOf(deprovisionLocation) } }),
        ...(unclaimed === undefined ? {} : { unclaimed: unclaimed.plan }),
      },
      checked: {
        ...(provisionLocation === undefined ? {} : { provisionLocation }),
        ...(deprovisionLocation === undefined ? {} : { deprovisionLocation }),
        ...(after === undefined ? {} : { after }),
        ...(unclaimed === undefined ? {} : { unclaimedLocation: unclaimed.location }),
      },
    };
  }

  private unclaimed() {
    const clause = clauseOf(this.rule, 'unclaimed');
    const location = this.at(clause);
    if (clause === undefined || location === undefined) return undefined;
    const lets = this.lets.of(this.own, this.facts);
    const when = clause.when === undefined ? undefined : this.condition(clause.when, 'unclaimed', noFacts, lets);
    return { plan: { ...whenOf(when), place: this.context.placeOf(location) }, location };
  }

  private joins() {
    const { rule, pair, context } = this;
    const lets = this.lets.of(this.own, this.facts);
    const definitions = new Map(lets.checked().map(({ name, typed }) => [name, typed.expr]));
    const place = { world: context.world, pair, file: rule.file, lets, report: context.report };
    return rule.declaration.clauses.flatMap((clause) => {
      if (clause.kind !== 'join') return [];
      const found = checkJoin(clause, {
        place,
        facts: this.facts,
        letExpr: (name) => definitions.get(name),
        whyNotLookedUp: context.whyNotLookedUp(pair.target.name),
      });
      if (found === undefined) return [];
      const { keys } = context.world;
      const location = { file: rule.file, span: clause.span };
      const plan: PlanJoin = {
        place: context.placeOf(location),
        source: keys.add(found.source),
        target: keys.add(found.target),
      };
      return [{ plan, location, clause }];
    });
  }

  private condition(condition: Expression, kind: 'scope' | 'when' | 'unclaimed', facts: Facts, lets: LetNames): Typed {
    const { rule, pair, context } = this;
    const place = { world: context.world, pair, file: rule.file, lets, report: context.report };
    const connector = pair.source.connector ?? pair.target.connector;
    const typed = check(condition, clauseScope(place, kind), facts, {
      type: { scalar: 'boolean', many: false },
      position: 'value',
      ...(connector === undefined ? {} : { connector }),
    });
    reportDecidedByName(typed, place);
    return typed;
  }

  private at(clause: Clause | undefined): Location | undefined {
    return clause === undefined ? undefined : { file: this.rule.file, span: clause.span };
  }
}

/** Where the `let` of a part stands, by its name in the plan. */
const letLocation = ({ lets, file, from }: Part, name: string): Location => {
  const clause = lets.find((each) => each.name.text === name || `${from ?? ''}.${each.name.text}` === name);
  if (clause === undefined) throw new Error(`bug: no let ${name}`);
  return { file, span: clause.name.span };
};

const whenOf = (typed: Typed | undefined) => (typed === undefined ? {} : { when: typed.expr });
