// Checks expressions, and parts of programs, in the world of the tests.
import type { ValueType } from '@syncrule/runtime/plan';
import type { Diagnostic } from '../../../diagnostics/diagnostic.js';
import { type SourceFile, sourceFile } from '../../../source/source.js';
import { parse } from '../../../syntax/parse.js';
import type { Declaration, Expression, RuleDeclaration, TypeNode } from '../../../syntax/tree.js';
import type { Expectation, Facts, Typed } from '../../scope.js';
import { check } from '../check.js';
import { noFacts } from '../facts.js';
import { type ScopeOptions, scopeFor } from './scope.js';
import { attributes, type TestAttribute } from './world.js';

/** A code, and the text that it points at. */
export type Finding = readonly [code: string, text: string];

export interface Checked {
  readonly typed: Typed;
  readonly diagnostics: readonly Diagnostic[];
  readonly findings: readonly Finding[];
}

export interface Options extends Partial<Expectation> {
  readonly kind?: ScopeOptions['kind'];
  readonly facts?: Facts;
  readonly lets?: ReadonlyMap<string, Typed>;
  readonly target?: string;
  readonly parameters?: Readonly<Record<string, TestAttribute>>;
}

/** Checks one expression, by itself: as a value of any type, unless the options expect something. */
export const checkExpression = (text: string, options: Options = {}): Checked => {
  const { file, rule } = parsedRule(`let x = ${text}`);
  const clause = rule.clauses[0];
  if (clause?.kind !== 'let') throw new Error(`bug: not read as an expression: ${text}`);
  return checked(file, clause.value, options);
};

/** Checks the right side of an outbound flow to an attribute of `corp.user`. */
export const checkFlow = (target: string, text: string, options: Options = {}): Checked =>
  checkExpression(text, flowOptions(target, options));

/** Checks the right side of a flow, whether it parses or not: the findings are those of the checker alone. */
export const checkAnything = (target: string, text: string): Checked => {
  const file = sourceFile('test.syncrule', `${PREFIX}${target} <- ${text}${SUFFIX}`);
  const [rule] = parse(file).tree.declarations;
  const flow = rule?.kind === 'rule' ? rule.clauses.find((clause) => clause.kind === 'flow') : undefined;
  return checked(file, flow?.value ?? { kind: 'missing', span: { start: 0, end: 0 } }, flowOptions(target, {}));
};

/** The codes of a part of a program: clauses of an outbound rule, or a function. */
export const codesOf = (program: string): readonly string[] => {
  if (program.startsWith('function')) return codesOfFunction(program);
  const { file, rule } = parsedRule(program);
  return rule.clauses.flatMap((clause) => {
    if (clause.kind === 'let') return codes(checked(file, clause.value, letOptions(clause.type)));
    if (clause.kind !== 'flow') return [];
    return clause.targets.flatMap((path) => {
      const target = path.names.map((name) => name.text).join('.');
      return codes(checked(file, clause.value, flowOptions(target, {})));
    });
  });
};

/** The program after an edit. */
export const applied = (diagnostic: Diagnostic, index = 0): string => {
  const edits = [...(diagnostic.fixes[index]?.edits ?? [])].sort(
    (a, b) => b.location.span.start - a.location.span.start,
  );
  const { text } = diagnostic.location.file;
  const mended = edits.reduce(
    (all, { location: { span }, text: by }) => all.slice(0, span.start) + by + all.slice(span.end),
    text,
  );
  return mended.slice(PREFIX.length, -SUFFIX.length).replace(/^let x = /, '');
};

const PREFIX = 'rule r from person to corp.user {\n';
const SUFFIX = '\n}\n';

const parsedRule = (clauses: string): { file: SourceFile; rule: RuleDeclaration } => {
  const { file, declaration } = parsed(`${PREFIX}${clauses}${SUFFIX}`);
  if (declaration.kind !== 'rule') throw new Error('bug: not a rule');
  return { file, rule: declaration };
};

const parsed = (text: string): { file: SourceFile; declaration: Declaration } => {
  const file = sourceFile('test.syncrule', text);
  const { tree, diagnostics } = parse(file);
  const [declaration] = tree.declarations;
  if (declaration === undefined || diagnostics.length > 0) {
    throw new Error(
      `bug: the test's program does not parse: ${text} ${JSON.stringify(diagnostics.map((d) => d.message))}`,
    );
  }
  return { file, declaration };
};

const checked = (file: SourceFile, expression: Expression, options: Options): Checked => {
  const diagnostics: Diagnostic[] = [];
  const { kind = 'outbound', facts = noFacts, lets, target, parameters, ...expectation } = options;
  const scope = scopeFor({
    kind,
    file,
    report: (diagnostic) => diagnostics.push(diagnostic),
    ...(lets === undefined ? {} : { lets }),
    ...(target === undefined ? {} : { target }),
    ...(parameters === undefined ? {} : { parameters }),
  });
  const typed = check(expression, scope, facts, { type: undefined, position: 'value', ...expectation });
  const findings = diagnostics.map(
    ({ code, location: { span } }): Finding => [code, file.text.slice(span.start, span.end)],
  );
  return { typed, diagnostics, findings };
};

const flowOptions = (target: string, options: Options): Options => ({
  type: attributes['corp.user']?.[target]?.type,
  position: 'flow',
  crossing: true,
  connector: 'corp',
  target,
  ...options,
});

const letOptions = (type: TypeNode | undefined): Options => ({ type: typeOf(type), position: 'let' });

const typeOf = (type: TypeNode | undefined): ValueType | undefined => {
  if (type?.kind === 'ref') return { scalar: 'ref', many: type.many, to: [type.to.first.text] };
  if (type?.kind !== 'named') return undefined;
  const scalars = ['string', 'integer', 'boolean', 'date', 'datetime', 'dn', 'binary'] as const;
  const scalar = scalars.find((one) => one === type.name.text);
  return scalar === undefined ? undefined : { scalar, many: type.many };
};

const codesOfFunction = (text: string): readonly string[] => {
  const { file, declaration } = parsed(text);
  if (declaration.kind !== 'function') throw new Error('bug: not a function');
  const parameters = Object.fromEntries(
    declaration.parameters.map(({ name, type }): [string, TestAttribute] => [
      name.text,
      { type: typeOf(type) ?? { scalar: 'string', many: false } },
    ]),
  );
  const type = typeOf(declaration.result);
  return codes(checked(file, declaration.body, { kind: 'function', parameters, type, moving: 'result' }));
};

const codes = ({ findings }: Checked): readonly string[] => findings.map(([code]) => code);
