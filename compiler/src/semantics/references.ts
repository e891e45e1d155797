// Where names are used, and what they refer to, as far as the syntax and the types at hand tell.
import type { SourceFile } from '../source/index.js';
import type {
  CallExpression,
  Clause,
  Expression,
  FlowsDeclaration,
  Name,
  RuleDeclaration,
  TypeName,
} from '../syntax/index.js';
import { isMissing, pathText } from '../syntax/index.js';
import type { FindSymbol, ProgramSymbol, Reference } from './symbol.js';
import { expressionsIn } from './syntax-walk.js';
import type { World } from './world.js';

/** The types that attributes of expressions belong to, as far as one pair of types tells. */
interface Sight {
  readonly file: SourceFile;
  readonly find: FindSymbol;
  readonly source: string | undefined;
  readonly target: string | undefined;
  /** The rule or `flows` whose `let`s are seen. */
  readonly owner: string | undefined;
}

type Use = readonly [name: Name, symbol: ProgramSymbol | undefined];

/** The references of a program, in the order of its declarations. */
export const referencesIn = (world: World, find: FindSymbol): readonly Reference[] => {
  const { tables } = world;
  const located = (file: SourceFile, uses: readonly Use[]): Reference[] =>
    uses.flatMap(([name, to]) =>
      to === undefined || isMissing(name) ? [] : [{ location: { file, span: name.span }, to, variant: 0 }],
    );
  const bare = (file: SourceFile): Sight => ({ file, find, source: undefined, target: undefined, owner: undefined });
  const ruled = [...tables.all('rule'), ...tables.all('flows')].flatMap(({ declaration, file }) => {
    const types = [...declaration.from, ...declaration.to].flatMap((type) => typeUses(type, find));
    const uses = pairsOf(declaration, world).map(([source, target], variant) => {
      const sight = { file, find, source, target, owner: declaration.name.text };
      const own = declaration.clauses.flatMap((clause) => clauseUses(clause, sight, world));
      return located(file, own).map((reference) => ({ ...reference, variant }));
    });
    return [...located(file, types), ...distinct(uses)];
  });
  const derived = tables.all('metaverse').flatMap(({ declaration, file }) => {
    const sight = { ...bare(file), source: declaration.name.text };
    const uses = declaration.attributes.flatMap(({ prefer, type, value }) => [
      ...prefer.map((name): Use => [name, find('rule', name.text)]),
      ...(type.kind === 'ref' ? typeUses(type.to, find) : []),
      ...(value === undefined ? [] : expressionUses(value, sight, world)),
    ]);
    return located(file, uses);
  });
  const bodies = tables
    .all('function')
    .flatMap(({ declaration, file }) => located(file, expressionUses(declaration.body, bare(file), world)));
  const entries = tables.all('namespace').flatMap(({ declaration, file }) =>
    declaration.entries.flatMap(({ type, value }) => {
      const sight = { ...bare(file), source: canonicalType(world, type) };
      return located(file, [...typeUses(type, find), ...expressionUses(value, sight, world)]);
    }),
  );
  return [...ruled, ...derived, ...bodies, ...entries];
};

type Pair = readonly [source: string | undefined, target: string | undefined];

/** The types that a rule or `flows` is about, in the order of its variants (N2). */
const pairsOf = ({ from, to }: RuleDeclaration | FlowsDeclaration, world: World): readonly Pair[] =>
  (from.length === 0 ? [undefined] : from).flatMap((source) =>
    (to.length === 0 ? [undefined] : to).map(
      (target): Pair => [canonicalType(world, source), canonicalType(world, target)],
    ),
  );

/** What several variants see alike is one reference, of the first of them. */
const distinct = (variants: readonly (readonly Reference[])[]): readonly Reference[] => {
  const [first = [], ...others] = variants;
  if (others.length === 0) return first;
  const known = new Map<number, Set<ProgramSymbol>>();
  return variants.flat().filter(({ location, to }) => {
    const seen = known.get(location.span.start);
    if (seen?.has(to) === true) return false;
    known.set(location.span.start, (seen ?? new Set()).add(to));
    return true;
  });
};

const canonicalType = (world: World, type: TypeName | undefined): string | undefined => {
  if (type === undefined) return undefined;
  const name = type.second === undefined ? type.first.text : `${type.first.text}.${type.second.text}`;
  return world.objectTypes.has(name) ? name : undefined;
};

const typeUses = ({ first, second }: TypeName, find: FindSymbol): Use[] =>
  second === undefined
    ? [[first, find('metaverse', first.text)]]
    : [
        [first, find('connector', first.text)],
        [second, find('connectorType', `${first.text}.${second.text}`)],
      ];

const clauseUses = (clause: Clause, sight: Sight, world: World): Use[] => {
  switch (clause.kind) {
    case 'scope':
    case 'join':
      return expressionUses(clause.condition, sight, world);
    case 'project':
    case 'provision':
    case 'unclaimed':
      return clause.when === undefined ? [] : expressionUses(clause.when, sight, world);
    case 'deprovision':
      return clause.after === undefined ? [] : expressionUses(clause.after, sight, world);
    case 'include':
      return [[clause.name, sight.find('flows', clause.name.text)]];
    case 'let':
      return expressionUses(clause.value, sight, world);
    case 'flow':
      return [
        ...clause.targets.map(
          (target): Use => [whole(target), attributeSymbol(sight, sight.target, pathText(target), world)],
        ),
        ...expressionUses(clause.value, sight, world),
      ];
    default:
      return [];
  }
};

const whole = (path: { readonly names: readonly Name[]; readonly span: Name['span'] }): Name => ({
  text: path.names.map((name) => name.text).join('.'),
  span: path.span,
});

const attributeSymbol = (sight: Sight, type: string | undefined, name: string, world: World) => {
  const attribute = type === undefined ? undefined : world.objectTypes.get(type)?.find(name);
  return attribute === undefined ? undefined : sight.find('attribute', attribute.name, type);
};

/** The first argument of `unique` names a namespace. */
const namespaceUse = ({ arguments: [first] }: CallExpression, sight: Sight): Use[] =>
  first?.kind === 'name' ? [[first.name, sight.find('namespace', first.name.text)]] : [];

const expressionUses = (expression: Expression, sight: Sight, world: World): Use[] =>
  [...expressionsIn(expression)].flatMap((part): Use[] => {
    switch (part.kind) {
      case 'name': {
        const { text } = part.name;
        const own = sight.owner === undefined ? undefined : sight.find('let', text, sight.owner);
        return [[part.name, own ?? attributeSymbol(sight, sight.source, text, world)]];
      }
      case 'qualified': {
        const { name, qualifier } = part;
        if (qualifier === 'param') return [[name, sight.find('param', name.text)]];
        return [[name, attributeSymbol(sight, sight.target, name.text, world)]];
      }
      case 'call':
        return part.name.text === 'unique'
          ? namespaceUse(part, sight)
          : [[part.name, sight.find('function', part.name.text)]];
      case 'every':
        return [[part.type, sight.find('metaverse', part.type.text)]];
      default:
        return [];
    }
  });
