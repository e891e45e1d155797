// Finds the marker in the declarations of a file, outside of expressions, and says what is in sight there.
import type {
  Clause,
  Declaration,
  FileTree,
  FlowsDeclaration,
  Path,
  RuleDeclaration,
  TypeName,
  TypeNode,
} from '@syncrule/compiler/syntax';
import { type Cursor, EMPTY, NOTHING, type Side, type Sight } from './cursor.js';
import { inExpression } from './expressions.js';

/** The cursor at the marker; undefined when no part of the tree holds it. */
export const inFile = (tree: FileTree, marker: string): Cursor | undefined =>
  firstOf(tree.declarations, (declaration) => inDeclaration(declaration, marker));

const inDeclaration = (declaration: Declaration, marker: string): Cursor | undefined => {
  if (declaration.kind !== 'test' && declaration.name.text === marker) return NOTHING;
  switch (declaration.kind) {
    case 'param':
      return (
        inType(declaration.type, marker) ??
        (declaration.value === undefined ? undefined : inExpression(declaration.value, { marker, sight: EMPTY }))
      );
    case 'connector':
      return inExpression(declaration.schema, { marker, sight: EMPTY }) === undefined ? undefined : { kind: 'schema' };
    case 'metaverse':
      return inMetaverse(declaration, marker);
    case 'function':
      return inFunction(declaration, marker);
    case 'flows':
    case 'rule':
      return inRule(declaration, marker);
    case 'namespace':
      return inNamespace(declaration, marker);
    default:
      return undefined;
  }
};

const inMetaverse = (
  { name, attributes }: Extract<Declaration, { kind: 'metaverse' }>,
  marker: string,
): Cursor | undefined =>
  firstOf(attributes, (attribute) => {
    if (attribute.name.text === marker) return NOTHING;
    if (attribute.prefer.some((rule) => rule.text === marker)) return { kind: 'rule', type: name.text };
    const sight: Sight = { ...EMPTY, place: 'derived', source: [name.text] };
    return (
      inType(attribute.type, marker) ??
      (attribute.value === undefined ? undefined : inExpression(attribute.value, { marker, sight }))
    );
  });

const inNamespace = ({ entries }: Extract<Declaration, { kind: 'namespace' }>, marker: string): Cursor | undefined =>
  firstOf(
    entries,
    ({ type, value }) =>
      inTypeName(type, marker, undefined) ??
      inExpression(value, { marker, sight: { ...EMPTY, place: 'namespace', source: [typeText(type)] } }),
  );

const inFunction = (
  { parameters, result, body }: Extract<Declaration, { kind: 'function' }>,
  marker: string,
): Cursor | undefined => {
  if (parameters.some(({ name }) => name.text === marker)) return NOTHING;
  const variables = parameters.map(({ name, type }) => {
    const target = type.kind === 'ref' ? type.to.first.text : '';
    return { kind: 'parameter', name: name.text, type: target } as const;
  });
  return (
    firstOf([...parameters.map(({ type }) => type), result], (type) => inType(type, marker)) ??
    inExpression(body, { marker, sight: { ...EMPTY, place: 'function', variables } })
  );
};

const inType = (type: TypeNode, marker: string): Cursor | undefined => {
  if (type.kind === 'named') return type.name.text === marker ? { kind: 'type' } : undefined;
  if (type.kind === 'ref') return inTypeName(type.to, marker, 'mv');
  return type.kind === 'texts' && type.texts.some((text) => inExpression(text, { marker, sight: EMPTY }))
    ? NOTHING
    : undefined;
};

const inTypeName = (
  { first, second, account }: TypeName,
  marker: string,
  side: Side | undefined,
): Cursor | undefined => {
  if (account?.text === marker)
    return { kind: 'account', types: second === undefined ? [] : [`${first.text}.${second.text}`] };
  if (second?.text === marker) return { kind: 'objectType', connector: first.text, side: 'cs' };
  return first.text === marker ? { kind: 'objectType', connector: undefined, side } : undefined;
};

const inRule = (rule: RuleDeclaration | FlowsDeclaration, marker: string): Cursor | undefined => {
  const [from] = rule.from;
  const other = from === undefined || from.first.text === marker ? undefined : otherSide(from);
  const sight: Sight = {
    ...EMPTY,
    source: rule.from.map(typeText),
    target: rule.to.map(typeText),
    lets: rule.clauses.flatMap((clause) => (clause.kind === 'let' ? [clause] : [])),
  };
  return (
    firstOf(rule.from, (type) => inTypeName(type, marker, undefined)) ??
    firstOf(rule.to, (type) => inTypeName(type, marker, other)) ??
    firstOf(rule.clauses, (clause) => inClause(clause, { rule, marker, sight }))
  );
};

const otherSide = ({ second }: TypeName): Side => (second === undefined ? 'cs' : 'mv');

const typeText = ({ first, second }: TypeName): string =>
  second === undefined ? first.text : `${first.text}.${second.text}`;

interface RuleSearch {
  readonly rule: RuleDeclaration | FlowsDeclaration;
  readonly marker: string;
  readonly sight: Sight;
}

const inClause = (clause: Clause, search: RuleSearch): Cursor | undefined => {
  const { marker, sight } = search;
  switch (clause.kind) {
    case 'scope':
    case 'join':
      return inExpression(clause.condition, { marker, sight: { ...sight, place: clause.kind } });
    case 'project':
    case 'provision':
      return clause.when === undefined
        ? undefined
        : inExpression(clause.when, { marker, sight: { ...sight, place: 'when' } });
    case 'unclaimed':
      return clause.when === undefined
        ? undefined
        : inExpression(clause.when, { marker, sight: { ...sight, place: 'unclaimed', source: [], lets: [] } });
    case 'deprovision':
      return clause.after === undefined
        ? undefined
        : inExpression(clause.after, { marker, sight: { ...EMPTY, place: 'after' } });
    case 'include':
      return clause.name.text === marker ? { kind: 'flows' } : undefined;
    case 'let':
      return inLet(clause, search);
    case 'flow':
      return inFlow(clause, search);
    case 'disabled':
      return undefined;
  }
};

const inLet = (clause: Extract<Clause, { kind: 'let' }>, { marker, sight }: RuleSearch): Cursor | undefined => {
  if (clause.name.text === marker) return NOTHING;
  const inTypeOfLet = clause.type === undefined ? undefined : inType(clause.type, marker);
  const others = sight.lets.filter((each) => each !== clause);
  return inTypeOfLet ?? inExpression(clause.value, { marker, sight: { ...sight, place: 'let', lets: others } });
};

const inFlow = (clause: Extract<Clause, { kind: 'flow' }>, { rule, marker, sight }: RuleSearch): Cursor | undefined => {
  const { targets, value } = clause;
  const found = targets.findIndex((path) => path.names.some((name) => name.text === marker));
  const path = targets[found];
  const [target] = targets;
  if (path !== undefined) return atTarget(path, found === 0, { rule, marker, sight });
  const inside: Sight = { ...sight, place: 'flow', targets, isOutcome: true };
  return inExpression(value, {
    marker,
    sight: inside,
    ...(target === undefined ? {} : { expected: { kind: 'target', path: target } }),
  });
};

const atTarget = (path: Path, isFirst: boolean, { rule, marker, sight }: RuleSearch): Cursor => {
  const before = path.names.slice(
    0,
    path.names.findIndex((name) => name.text === marker),
  );
  const group = before.map((name) => name.text).join('.');
  if (!isFirst || group !== '') return { kind: 'target', group, sight };
  return { kind: 'clause', words: clauseWords(rule), sight };
};

/** The words that clauses begin with, without those that a rule has once and has already (R1, R2, R5). */
const clauseWords = (rule: RuleDeclaration | FlowsDeclaration): readonly string[] => {
  if (rule.kind === 'flows') return ['let', 'include'];
  const isInbound = rule.from[0]?.second !== undefined;
  const own = isInbound ? ['project'] : ['provision', 'deprovision', 'unclaimed'];
  const single = ['scope', ...own, 'disabled'].filter((word) => rule.clauses.every(({ kind }) => kind !== word));
  return ['join', 'let', 'include', ...single];
};

const firstOf = <T>(all: readonly T[], find: (one: T) => Cursor | undefined): Cursor | undefined => {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
};
