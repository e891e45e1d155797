// What the clauses of a rule see (N3, N4): the source's attributes, the target's where it may be read, `let`s.
import { namesDiagnostics } from '../../diagnostics/catalogue/names.js';
import { diagnosticsOf } from '../../diagnostics/index.js';
import type { SourceFile } from '../../source/index.js';
import type { Name } from '../../syntax/index.js';
import { broken } from '../expressions/index.js';
import type { Report } from '../findings.js';
import { attributeNames, type ObjectType, sourceBinding, targetBinding } from '../object-types.js';
import type { Binding, Scope, Typed } from '../scope.js';
import { baseScope, beyond, type World } from '../world.js';
import type { Pair } from './pairs.js';

const report = diagnosticsOf(namesDiagnostics);

/** The kinds of places in a rule that differ in what they may read. */
export type ClauseKind = 'scope' | 'join' | 'when' | 'unclaimed' | 'let' | 'flow';

export interface LetNames {
  readonly find: (name: string) => Typed | undefined;
  readonly names: () => readonly string[];
}

export const NO_LETS: LetNames = { find: () => undefined, names: () => [] };

export interface PlaceInRule {
  readonly world: World;
  readonly pair: Pair;
  readonly file: SourceFile;
  readonly lets: LetNames;
  readonly report: Report;
}

/** The scope of a clause of a rule that decides (`scope`, `join`, `when`), for one pair of types. */
export const clauseScope = (place: PlaceInRule, kind: Exclude<ClauseKind, 'let' | 'flow'>): Scope =>
  scopeIn(place, kind);

/** The scope of a `let`. */
export const letScope = (place: PlaceInRule, name: string): Scope => ({
  ...scopeIn(place, 'let'),
  ...beyondIn(place, name),
});

/** T12, X2: outbound, flows and `let`s look beyond one object. */
const beyondIn = ({ pair, world }: PlaceInRule, name: string) => {
  if (pair.direction === 'inbound') return {};
  const account = pair.account === undefined ? {} : { account: pair.account };
  return beyond(world, { type: pair.target.name, ...account, name });
};

const scopeIn = (place: PlaceInRule, kind: ClauseKind): Scope => {
  const { pair, lets, world, file } = place;
  const { source, target } = pair;
  return {
    ...baseScope(world, file, place.report),
    name: (name) => letBinding(lets.find(name), kind, file) ?? visibleSource(source, name, kind, file),
    names: () => [...lets.names(), ...attributeNames(source)],
    target: {
      qualifier: target.side,
      name: (name) => visibleTarget(target, name, kind, file),
      names: () => attributeNames(target),
    },
    sourceQualifier: source.side,
    self: kind === 'unclaimed' ? undefined : { scalar: 'ref', many: false, to: [source.name] },
  };
};

/** The scopes of the flows at one place, each by its target: with `same` (N7). */
export const flowScopes = (place: PlaceInRule): ((target: string) => Scope) => {
  const common = scopeIn(place, 'flow');
  return (target) => {
    const binding = sourceBinding(place.pair.source, target);
    const isAttribute = binding?.kind === 'attribute';
    // A missing counterpart is reported at the target's name, once.
    const same: Binding = isAttribute ? binding : { kind: 'let', typed: broken };
    return { ...common, ...beyondIn(place, target), same: { attribute: target, binding: same } };
  };
};

const WORDS: Readonly<Record<ClauseKind, string>> = {
  scope: '`scope`',
  join: '`join`',
  when: '`when`',
  unclaimed: '`unclaimed … when`',
  let: '`let`',
  flow: 'flows',
};

/** R3: an object that nothing claims has no metaverse object to read. */
const visibleSource = (type: ObjectType, name: string, kind: ClauseKind, file: SourceFile): Binding | undefined => {
  const binding = sourceBinding(type, name);
  if (kind !== 'unclaimed' || binding === undefined || binding.kind === 'group') return binding;
  return forbidden((used) => report('SR3024', { file, span: used.span }, { name, type: type.name }));
};

const visibleTarget = (type: ObjectType, name: string, kind: ClauseKind, file: SourceFile): Binding | undefined => {
  const binding = targetBinding(type, name);
  const isVisible = type.side === 'mv' ? kind === 'join' : kind !== 'scope' && kind !== 'when';
  if (isVisible || binding === undefined || binding.kind === 'group') return binding;
  return forbidden((used) =>
    report('SR3014', { file, span: used.span }, { name: `${type.side}.${name}`, where: WORDS[kind] }),
  );
};

/** What a `let` is or reads that clauses which decide may not (F2, N4, R3). */
const reasonAgainst = (typed: Typed, kind: ClauseKind): string | undefined => {
  if (typed.mayFail) return 'may end in an `error`';
  if (typed.reads.every) return 'looks up objects with `every`';
  if (typed.reads.unique) return 'makes a name with `unique`';
  if (typed.reads.target && (kind === 'scope' || kind === 'when')) return 'reads the target';
  return typed.reads.source && kind === 'unclaimed' ? 'reads the metaverse object' : undefined;
};

const letBinding = (typed: Typed | undefined, kind: ClauseKind, file: SourceFile): Binding | undefined => {
  if (typed === undefined) return undefined;
  const why = kind === 'let' || kind === 'flow' ? undefined : reasonAgainst(typed, kind);
  return why === undefined ? { kind: 'let', typed } : forbidden((used) => misplacedLet(used, file, why, kind));
};

const misplacedLet = (used: Name, file: SourceFile, why: string, kind: ClauseKind) =>
  report('SR3015', { file, span: used.span }, { name: used.text, why, where: WORDS[kind] });

const forbidden = (diagnostic: Extract<Binding, { kind: 'forbidden' }>['diagnostic']): Binding => ({
  kind: 'forbidden',
  diagnostic,
});
