// Which clauses a rule or `flows` may have, and how often (R1, R2, R5); circles among `let`s and includes (T13).
import { namesDiagnostics } from '../../diagnostics/catalogue/names.js';
import { rulesDiagnostics } from '../../diagnostics/catalogue/rules.js';
import { diagnosticsOf } from '../../diagnostics/index.js';
import type { Location, Span } from '../../source/index.js';
import type { Clause, FlowsDeclaration, RuleDeclaration } from '../../syntax/index.js';
import { isMissing } from '../../syntax/index.js';
import { circlesOf } from '../circles.js';
import type { Report } from '../findings.js';
import { meant } from '../nearest-name.js';
import { freeNames } from '../syntax-walk.js';
import { type Declared, locationOf, reportDuplicates, type Tables } from '../tables.js';
import { includesOf, letsOf } from './includes.js';
import type { Direction, Pair } from './pairs.js';

const report = diagnosticsOf(rulesDiagnostics);
const reportName = diagnosticsOf(namesDiagnostics);

type Of = Declared<RuleDeclaration> | Declared<FlowsDeclaration>;

/** The word at the beginning of a clause: a span for findings about the clause as a whole. */
const wordOf = (clause: Clause): Span => ({
  start: clause.span.start,
  end: Math.min(clause.span.end, clause.span.start + clause.kind.length),
});

const ONCE: readonly Clause['kind'][] = ['scope', 'project', 'provision', 'deprovision', 'unclaimed', 'disabled'];
const INBOUND: readonly Clause['kind'][] = ['project'];
const OUTBOUND: readonly Clause['kind'][] = ['provision', 'deprovision', 'unclaimed'];
const IN_FLOWS: readonly Clause['kind'][] = ['let', 'include', 'flow'];

/** The structure of a rule, whatever its types are. */
export const checkRuleStructure = (rule: Declared<RuleDeclaration>, tables: Tables, to: Report): void => {
  reportRepeated(rule, to);
  reportTogether(rule, to);
  reportLets(rule, to);
  reportIncludes(rule, tables, to);
};

/** The structure of `flows`. */
export const checkFlowsStructure = (flows: Declared<FlowsDeclaration>, tables: Tables, to: Report): void => {
  for (const clause of flows.declaration.clauses) {
    if (IN_FLOWS.includes(clause.kind)) continue;
    to(report('SR3304', { file: flows.file, span: wordOf(clause) }, { clause: clause.kind }));
  }
  reportLets(flows, to);
  reportIncludes(flows, tables, to);
};

/** R1. */
const reportRepeated = ({ declaration, file }: Declared<RuleDeclaration>, to: Report): void => {
  for (const kind of ONCE) {
    const [first, ...others] = declaration.clauses.filter((clause) => clause.kind === kind);
    for (const clause of others) {
      const related =
        first === undefined ? [] : [{ location: { file, span: wordOf(first) }, message: 'the first one' }];
      to(report('SR3301', { file, span: wordOf(clause) }, { clause: kind }, { related }));
    }
  }
};

/** R2: clauses of the other direction. */
export const reportDirection = (
  { declaration, file }: Declared<RuleDeclaration>,
  direction: Direction,
  to: Report,
): void => {
  const foreign = direction === 'inbound' ? OUTBOUND : INBOUND;
  for (const clause of declaration.clauses) {
    if (!foreign.includes(clause.kind)) continue;
    const values = {
      clause: clause.kind,
      direction: direction === 'inbound' ? 'outbound' : 'inbound',
      found: direction,
    };
    to(report('SR3302', { file, span: wordOf(clause) }, values));
  }
};

/** R2: `provision` and `deprovision` come together. */
const reportTogether = ({ declaration, file }: Declared<RuleDeclaration>, to: Report): void => {
  const provision = declaration.clauses.find((clause) => clause.kind === 'provision');
  const deprovision = declaration.clauses.find((clause) => clause.kind === 'deprovision');
  const [alone, missing] = provision === undefined ? [deprovision, 'provision'] : [provision, 'deprovision'];
  if (alone === undefined || (provision !== undefined && deprovision !== undefined)) return;
  to(report('SR3303', { file, span: wordOf(alone) }, { clause: alone.kind, missing }));
};

const reportLets = (of: Of, to: Report): void => {
  const lets = letsOf(of.declaration.clauses);
  const named = lets.map(({ name }) => ({ name, location: locationOf(of, name) }));
  reportDuplicates(`\`let\` of \`${of.declaration.name.text}\``, named, to);
  const byName = new Map(lets.map((clause) => [clause.name.text, clause]));
  const next = (name: string): string[] => {
    const value = byName.get(name)?.value;
    const used = value === undefined ? [] : freeNames(value).map((free) => free.text);
    return used.filter((free) => byName.has(free));
  };
  for (const circle of circlesOf(byName.keys(), next)) {
    const clause = byName.get(circle[0] ?? '');
    if (clause !== undefined) reportCircle('let', circle, locationOf(of, clause.name), to);
  }
};

/** A `let` that hides an attribute of the source (N3). */
export const reportHidden = (of: Of, { source }: Pair, to: Report): void => {
  for (const { name } of letsOf(of.declaration.clauses)) {
    if (isMissing(name) || source.find(name.text) === undefined) continue;
    const values = { what: '`let`', name: name.text, type: source.name };
    to(reportName('SR3009', locationOf(of, name), values));
  }
};

const reportCircle = (what: string, circle: readonly string[], location: Location, to: Report): void =>
  to(reportName('SR3016', location, { what, way: circle.map((name) => `\`${name}\``).join(' → ') }));

/** N9 for the names of includes; includes of rules; circles. */
const reportIncludes = (of: Of, tables: Tables, to: Report): void => {
  for (const { name } of includesOf(of.declaration.clauses)) {
    if (isMissing(name) || tables.find('flows', name.text) !== undefined) continue;
    const isRule = tables.find('rule', name.text) !== undefined;
    const location = locationOf(of, name);
    const extras = isRule
      ? { help: `\`${name.text}\` is a rule; what several rules share is declared with \`flows\`` }
      : meant(location, name.text, tables.names('flows'));
    to(reportName('SR3004', location, { what: '`flows`', name: name.text }, extras));
  }
};

/** T13 for `flows` that include each other. */
export const reportIncludeCircles = (tables: Tables, to: Report): void => {
  const next = (name: string): string[] => {
    const entry = tables.find('flows', name);
    const names = entry === undefined ? [] : includesOf(entry.declaration.clauses).map((clause) => clause.name.text);
    return names.filter((other) => tables.find('flows', other) !== undefined);
  };
  for (const circle of circlesOf(tables.names('flows'), next)) {
    const entry = tables.find('flows', circle[0] ?? '');
    if (entry !== undefined) reportCircle('`flows`', circle, locationOf(entry, entry.declaration.name), to);
  }
};

/** R5: the included `flows` are written for this pair of types, accounts aside. */
export const reportIncludedTypes = (of: Of, pair: Pair, tables: Tables, to: Report): void => {
  for (const { name } of includesOf(of.declaration.clauses)) {
    const flows = isMissing(name) ? undefined : tables.find('flows', name.text)?.declaration;
    if (flows === undefined) continue;
    const lists = [
      [flows.from, pair.source.name],
      [flows.to, pair.target.name],
    ] as const;
    for (const [list, type] of lists) {
      if (list.length === 0 || list.some(({ first, second }) => typeText(first.text, second?.text) === type)) continue;
      to(report('SR3305', locationOf(of, name), { name: name.text, type }));
    }
  }
};

const typeText = (first: string, second: string | undefined): string =>
  second === undefined ? first : `${first}.${second}`;
